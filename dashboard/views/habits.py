"""How much is there to read? Groups, never anybody in them; links and pictures are the class rep's."""

import streamlit as st

from dashboard import answers, store
from dashboard.charts import habits as charts
from dashboard.findings import habits as findings
from dashboard.words import as_text

store.need_role(store.REP, store.PA)
store.need_messages()
answer = store.answer(answers.habits, given={"noted": store.noted()})
first, *more = findings.points(answer, store.chosen())

st.title(findings.QUESTION, anchor=False)
st.subheader(as_text(first), anchor=False)
if findings.can_draw_classes(answer):
    picture = charts.messages_a_day(findings.faced(answer), title=findings.FACED_TITLE)
    st.altair_chart(picture)
if findings.can_draw(answer):
    picture = charts.shares_of_messages(findings.shares(answer), title=findings.shares_title(answer))
    st.altair_chart(picture)
for sentence in more:
    st.markdown(as_text(sentence))
if findings.can_draw(answer):
    st.caption(as_text(findings.scope(answer)))
for rule in findings.rules(answer):
    st.caption(as_text(rule))

links = findings.links_by_kind(answer)
if links.height:
    picture = charts.links_by_kind(links, title=findings.LINKS_TITLE)
    st.altair_chart(picture)
    st.dataframe(findings.where_links_lead(answer), hide_index=True, alt="Sites that links lead to")

st.header("The figures", anchor=False)
st.dataframe(findings.by_habit(answer, store.chosen()), hide_index=True, placeholder="–", alt="Habits of the groups")
if findings.can_draw_classes(answer):
    st.dataframe(findings.by_class(answer), hide_index=True, placeholder="–", alt="Habits by class")
for note in findings.notes(answer, store.chosen()):
    st.caption(as_text(note))
st.caption(findings.CAUTION)
