"""Does the group match the roster? Counts alone; names are on the class rep's own page."""

import streamlit as st

from dashboard import answers, store
from dashboard.charts import drift as charts
from dashboard.charts import equity as equity_charts
from dashboard.findings import drift as findings
from dashboard.words import as_text

store.need_messages()
answer = store.answer(answers.drifted)
first, *more = findings.points(answer, store.chosen())

st.title(findings.QUESTION, anchor=False)
st.subheader(as_text(first), anchor=False)
for sentence in more:
    st.markdown(as_text(sentence))

if answer.rough:
    picture = equity_charts.coverage_picture(answer.coverage, title=findings.PLACES_TITLE)
    st.altair_chart(picture)
if answer.standing.height:
    picture = charts.standing_by_class(answer.standing, title=findings.STANDING_TITLE)
    st.altair_chart(picture)
if store.sees_one_class() and answer.movements.height:
    picture = charts.movements(answer.movements, title=findings.MOVEMENTS_TITLE)
    st.altair_chart(picture)

st.header("The figures", anchor=False)
st.dataframe(findings.table(answer), hide_index=True, placeholder="–", alt="Families in the group, by class")
for note in findings.notes(answer):
    st.caption(as_text(note))
st.caption(findings.CAUTION)
