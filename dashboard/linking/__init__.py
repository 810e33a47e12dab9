"""The parts of linking senders to families (METRICS.md, "Drift"); `dashboard.people` is the door to them.

persons      who can be seen in a group, and under which names
decisions    what a person answered: whom it speaks of, and how it is kept
steps        answers, numbers and aliases, which come before names; what follows where several speak
children     "Mum of Leo (2B)", in the languages of children.toml
names        a name as it reads: keys, words, other scripts in Latin letters (words.toml: titles and particles)
variants     which names are one name: nicknames, romanisations, endings (variants.toml)
rostered     the names of a roster, word by word
agreement    how well two words agree, and what that weighs
weights      the weights of whole names, in bits
assignment   one guardian, one sender
matching     whom names link, and which families they make likely
conflicts    persons whose names say two families
outcome      what all of it together says of every sender
misfits      whether groups and roster are of the same year
"""
