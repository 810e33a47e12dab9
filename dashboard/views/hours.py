"""When do phones buzz? Nights first. No names, ever."""

import streamlit as st

from dashboard import answers, store
from dashboard.charts import hours as charts
from dashboard.findings import hours as findings
from dashboard.words import as_text

store.need_messages()
answer = store.answer(answers.disturbed)
first, *more = findings.points(answer, store.chosen())

st.title(findings.QUESTION, anchor=False)
st.subheader(as_text(first), anchor=False)
for sentence in more:
    st.markdown(as_text(sentence))

if findings.can_draw(answer):
    picture = charts.nights_disturbed(answer.classes, title=findings.NIGHTS_TITLE)
    st.altair_chart(picture)
if answer.week.height:
    picture = charts.week_picture(
        answer.week, findings.WEEK_TITLE, quiet_start=answer.quiet_start, quiet_end=answer.quiet_end
    )
    st.altair_chart(picture)
    st.caption(as_text(findings.clock(answer)))

st.header("The figures", anchor=False)
st.dataframe(findings.table(answer), hide_index=True, placeholder="–", alt="Quiet hours by group")
st.caption(findings.CAUTION)
