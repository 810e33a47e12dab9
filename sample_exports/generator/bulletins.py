"""What the PA announces in a year: when, about what, with how much notice, and where to read more.

(month, day, subject, days of notice, text, link). {when} is the day itself, spoken; {link} the address.
"""

SITE, PORTAL = "https://www.bramleyhill.example", "https://parentportal.example"

YEAR = (
    (9, 5, "welcome coffee", 5, "Welcome back everyone! All new and returning families are invited to our welcome coffee on {when} straight after drop-off in the hall. Babies and grandparents very welcome.", None),
    (9, 9, "class reps", 10, "We still need class reps for a few classes. It takes about an hour a month and you will not be left alone with it. Please let us know by {when}. More here: {link}", f"{SITE}/pa/reps"),
    (9, 13, "second-hand uniform", 6, "Second-hand uniform sale on {when} from 8.30 by the small gate. Everything 1 pound or pay what you can. Donations can go in the blue bin outside the office.", None),
    (9, 18, "school lottery", 12, "The school lottery is back. Tickets are 1 pound a week and every ticket helps to pay for the new playground markings. First draw on {when}. Join at {link}", f"{PORTAL}/lottery"),
    (9, 24, "flu vaccine forms", 7, "The school nurses have asked us to remind families that flu vaccine consent forms close on {when}. The form is on the portal: {link}", f"{PORTAL}/forms/flu"),
    (9, 30, "PA meeting", 7, "Our first PA meeting of the year is on {when} at 7.30pm in the staff room, and online for anyone who cannot get out. Everybody is welcome, no commitment at all.", None),
    (10, 4, "harvest festival", 6, "Harvest festival is on {when}. Please send in tins, packets and toiletries for the food bank. Nothing that needs a fridge, thank you.", None),
    (10, 8, "walk to school week", 5, "Walk to School week begins on {when}. Every child who walks, scoots or parks and strides gets a sticker. Maps of the park and stride places: {link}", f"{SITE}/travel"),
    (10, 11, "school photographs", 6, "School photographs will be taken on {when}. Brothers and sisters together from 8.15 in the hall, no need to book. Order codes come home in book bags.", None),
    (10, 15, "parents' evening booking", 8, "Parents' evening booking opens tomorrow at 6pm and closes on {when}. Please book through the portal and not through the office: {link}", f"{PORTAL}/parents-evening"),
    (10, 21, "half-term club", 7, "There are still twelve places at the half-term holiday club, which starts on {when}. Book and pay here: {link}", f"{PORTAL}/clubs/half-term"),
    (11, 4, "fireworks night", 4, "Fireworks night on the rec is on {when}, gates 5.30pm, low-noise display at 6.30pm. Please bring a torch and leave sparklers at home.", None),
    (11, 8, "children in need", 7, "On {when} children may come to school in spots or in something yellow. There is no need to buy anything. A small donation can be made on the portal: {link}", f"{PORTAL}/pay/spots"),
    (11, 12, "anti-bullying week", 6, "It is odd socks day on {when}. Wear any two socks that do not match, to show that everybody is different and everybody belongs.", None),
    (11, 18, "Christmas fair helpers", 18, "The Christmas fair needs you! We are looking for helpers for half-hour slots on {when}. The list of slots is here: {link}", f"{SITE}/pa/fair-helpers"),
    (11, 22, "Christmas card orders", 5, "Last orders for the Christmas cards that the children drew are due by {when}. Forms to the office please, or order online: {link}", f"{PORTAL}/pay/cards"),
    (11, 27, "bottle tombola", 5, "Own clothes day on {when} in return for a bottle for the tombola. Anything from bubble bath to ketchup counts. Please hand bottles to the helpers at the gate.", None),
    (12, 2, "Christmas fair", 4, "The Christmas fair is on {when} from 11 until 2. Grotto, cake stall, hot food, and the choir at noon. Cash and card both work. Tickets for the grotto: {link}", f"{PORTAL}/pay/grotto"),
    (12, 6, "nativity seats", 5, "Seats for the nativity: two tickets a family to begin with, spare seats go on {when}. Please leave buggies in the small playground.", None),
    (12, 10, "Christmas lunch", 6, "Christmas lunch is on {when}. Children who usually bring a packed lunch can have it too if you order by Friday on the portal: {link}", f"{PORTAL}/lunch/christmas"),
    (12, 16, "thank you and last day", 3, "School finishes at 2pm on {when}. Thanks to everybody who helped this term: together we raised enough for the new reading shed. Have a restful break.", None),
    (1, 7, "swimming lessons", 7, "Swimming begins again on {when}. Costumes, towels and hats please, and earrings out. Timetable by class: {link}", f"{SITE}/swimming"),
    (1, 14, "quiz night", 17, "Quiz night for grown-ups on {when}, 7.30pm in the hall. Teams of up to eight, bring your own nibbles, bar by the PA. Tables here: {link}", f"{PORTAL}/pay/quiz"),
    (1, 20, "winter weather", 2, "If it snows: the school decides by 7am and puts it on the website and the portal. Gates open at 9 in icy weather. The next cold spell is forecast for {when}.", None),
    (1, 24, "book swap", 6, "Book swap on {when} after school in the library. Bring one, take one. If you have none to bring, take one anyway.", None),
    (1, 30, "online safety talk", 7, "An online safety talk for parents takes place on {when} at 6pm, in the hall and online. It covers phones, games and group chats. Sign up: {link}", f"{SITE}/talks"),
    (2, 5, "friendship disco", 7, "The friendship disco is on {when}: infants 4pm to 5pm, juniors 5.15pm to 6.30pm. Entry 2 pounds with a drink. An adult must collect at the hall door.", None),
    (2, 11, "half-term reminder", 5, "Half-term begins on {when}. After-school club runs as usual until 6pm on the last day. Lost property will be given to charity after that, so please have a look.", None),
    (2, 25, "world book day", 8, "World Book Day is on {when}. Come as a character, in pyjamas or with a decorated potato, no need to buy a costume. Ideas that cost nothing: {link}", f"{SITE}/book-day"),
    (3, 3, "costume swap", 2, "Costume swap rail outside the office until {when}. Help yourself and bring back whatever you do not use. Thank you to all who donated.", None),
    (3, 6, "mother's day shop", 6, "Secret shop on {when}: each child can choose a small present for somebody who looks after them, 2 pounds each, wrapped on the spot.", None),
    (3, 12, "comic relief", 8, "Red nose or red socks day on {when}. Tell your best joke at the gate. Donations through the portal please: {link}", f"{PORTAL}/pay/red"),
    (3, 17, "spring clean", 11, "Playground spring clean on {when} from 10 to 12. Gloves, rakes and flasks of tea welcome. Children can plant the tubs.", None),
    (3, 21, "Easter raffle", 6, "Easter raffle tickets are in book bags. Please return stubs by {when}. Prizes of eggs and non-chocolate things still very welcome at the office.", None),
    (3, 25, "end of term", 3, "Last day of term is {when}, finish at 2pm. No after-school club that day. A big thank you to the crossing patrol for standing out in all weathers.", None),
    (4, 24, "PA accounts", 6, "The PA accounts and what the money was spent on are now on the website, and we will go through them on {when} at 7.30pm: {link}", f"{SITE}/pa/accounts"),
    (4, 29, "cycle training", 9, "Cycle training for Years 3 and 4 starts on {when}. Bikes can be borrowed. Please fill in the form, even if your child has their own bike: {link}", f"{PORTAL}/forms/cycle"),
    (5, 7, "summer fair theme", 3, "We are planning the summer fair and would love ideas. Planning picnic on {when} after school on the field, or reply to your class rep.", None),
    (5, 13, "plant sale", 4, "Plant sale by the gate on {when} before and after school. Tomatoes, beans and sunflowers from 50p, grown by the gardening club.", None),
    (5, 20, "half-term camp", 6, "Sports camp in half-term starts on {when}. Free places for families on free school meals, please ask the office in confidence. Booking: {link}", f"{PORTAL}/clubs/camp"),
    (6, 3, "sports day", 9, "Sports day is on {when}, weather permitting. Infants from 9.30, juniors from 1.15. Hats, sun cream on before school, and a named bottle of water.", None),
    (6, 9, "photo permission", 4, "Please check the photo permission for your child on the portal by {when}. The local paper is coming to the fair: {link}", f"{PORTAL}/forms/photos"),
    (6, 13, "new parents' morning", 6, "Do you know a family starting in September? The new parents' morning is on {when} at 9.15. We need four people to pour tea and answer questions.", None),
    (6, 18, "summer fair helpers", 10, "Summer fair on {when}: we need helpers on the gate, the barbecue and the bouncy castle. Half an hour is enough. Slots here: {link}", f"{SITE}/pa/summer-helpers"),
    (6, 26, "summer fair", 2, "It is almost here! Summer fair on {when} from 12 to 3. Please walk if you can, the car park is for the fire engine. Bring small change for the stalls.", None),
    (7, 3, "transition day", 5, "Transition day is on {when}. Children spend the morning with next year's teacher. A map of the classrooms is here: {link}", f"{SITE}/transition"),
    (7, 8, "leavers", 6, "Leavers' assembly for Year 4 is on {when} at 9.30. Tissues provided. If you have photos for the slideshow please give them to the office and do not post them here.", None),
    (7, 13, "end of year", 7, "Last day of term is {when}, finish at 1.30pm. Reports go home on Friday. Thank you for a wonderful year, and please join us for a lolly on the field.", None),
)  # fmt: skip
OPENINGS = ("Hello everyone. ", "", "Dear families, ", "A quick message from the PA. ", "", "Good afternoon all. ")
ENDINGS = ("", " Thank you, your PA", "\n\nBramley Hill PA", " Any questions, please ask your class rep.", "", " With thanks 💛")
MENTIONS = (
    "Just seen the PA message about the {subject}, who's going?",
    "Did everyone see the PA post about the {subject}?",
    "Re the {subject}: thanks to the PA for organising",
    "The PA have put the details of the {subject} in their group by the way",
    "PA message says the {subject} needs doing this week, I nearly missed it",
)
ECHO_OPENINGS = ("", "", "From the PA:\n", "In case you're not in the PA group: ", "Passing this on 👇\n", "")
ECHO_THANKS = ("Thanks for sharing", "Thank you, hadn't seen that!", "Thanks, not in that group", "Ooh thanks for passing on", "Thank you 🙏")
