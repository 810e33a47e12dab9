"""Who is who in one class, for its rep alone. Never a list of families who did not post."""

import streamlit as st

from dashboard import answers, store
from dashboard.findings import people as findings
from dashboard.words import as_text

store.need_messages()
store.need_role(store.REP)
answer = store.answer(answers.drifted)

st.title("Who is who", anchor=False)
st.subheader(as_text(findings.headline(answer)), anchor=False)
st.markdown(as_text(findings.linked(answer)))

st.header("Members worth a look", anchor=False)
if findings.members(answer).height:
    st.dataframe(findings.members(answer), hide_index=True, placeholder="–", alt="Members to check, with the reason")
    st.markdown(findings.about_leavers(store.loaded().school.profile))
else:
    st.markdown("Nobody.")
st.header("Families not on the member list", anchor=False)
st.markdown(as_text(findings.about_missing(answer)))
if findings.missing(answer).height:
    st.dataframe(findings.missing(answer), hide_index=True, placeholder="–", alt="Families not on the member list")
st.header("How each sender was linked", anchor=False)
st.dataframe(
    findings.links(answer), hide_index=True, placeholder="–", alt="Senders, with the family each was linked to and how"
)
st.caption(findings.CAUTION)
