"""Do announcements reach? Bands with their evidence, and the families whom none can reach."""

import streamlit as st

from dashboard import answers, store
from dashboard.charts import reach as charts
from dashboard.findings import reach as findings
from dashboard.words import as_text

store.need_messages()
answer = store.answer(answers.reached)
first, *more = findings.points(answer, store.chosen())

st.title(findings.QUESTION, anchor=False)
st.subheader(as_text(first), anchor=False)
for sentence in more:
    st.markdown(as_text(sentence))

if answer.classes.height:
    picture = charts.reach_by_class(answer.classes, title=findings.CLASSES_TITLE)
    st.altair_chart(picture)
if answer.bands.height:
    picture = charts.announcement_bands(answer.bands, title=findings.BANDS_TITLE)
    st.altair_chart(picture)

st.header("The figures", anchor=False)
st.dataframe(findings.table(answer), hide_index=True, placeholder="–", alt="Families in reach, by class")
st.caption(findings.CAUTION)
