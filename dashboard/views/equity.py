"""Is everybody heard? Coverage first, then participation. Names no family."""

import streamlit as st

from dashboard import answers, store
from dashboard.charts import equity as charts
from dashboard.findings import equity as findings
from dashboard.words import as_text

store.need_messages()
answer = store.answer(answers.heard)
first, *more = findings.points(answer, store.chosen())

st.title(findings.QUESTION, anchor=False)
st.subheader(as_text(first), anchor=False)
for sentence in more:
    st.markdown(as_text(sentence))

if findings.can_draw(answer):
    picture = charts.families_heard(answer.classes, title=findings.HEARD_TITLE)
    st.altair_chart(picture)
    st.caption(findings.caption(answer))
if store.sees_one_class() and answer.talk.height:
    st.altair_chart(charts.talk_curve(answer.talk, title=findings.TALK_TITLE))
if store.sees_one_class() and answer.weeks.height and findings.can_draw(answer):
    st.altair_chart(charts.weekly(answer.weeks, title=findings.WEEKS_TITLE))

if not store.sees_one_class():
    st.header("Which classes can be seen at all", anchor=False)
    st.markdown(as_text(findings.coverage(answer.coverage)))
    if findings.can_draw(answer):
        st.altair_chart(charts.coverage_picture(answer.coverage, title=findings.COVERAGE_TITLE))

st.header("The figures", anchor=False)
st.dataframe(findings.table(answer), hide_index=True, placeholder="–", alt="Participation by class")
st.caption(findings.COUNTING)
st.caption(as_text(store.loaded().school.profile.says("reps_count")))
st.caption(findings.CAUTION)
