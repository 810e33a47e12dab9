"""The school, class by class: is it fair, does it reach, is it calm, is it current? Of summaries alone."""

import streamlit as st

from dashboard import store
from dashboard.charts import school as charts
from dashboard.findings import school as findings
from dashboard.words import as_text

CLASS = 112  # pixels: "All shown" stands in a column of them

store.need_role(store.PA, store.LEADERSHIP)
school, period = store.need_school(), store.school_period()

st.title(findings.TITLE, anchor=False)
st.subheader(as_text(findings.opening(school, period)), anchor=False)
st.markdown("\n".join(f"- {as_text(answer)}" for answer in findings.answers_in_short(school, period)))

for question, heading in findings.QUESTIONS.items():
    st.header(heading, anchor=False)
    for sentence in findings.points(school, period, question):
        st.markdown(as_text(sentence))
    rows = findings.rows(school, period, question)
    if rows.height:
        st.altair_chart(charts.class_bands(rows, title=findings.title(school, period, question)))
    for note in findings.notes(school, period, question):
        st.caption(as_text(note))
    with st.expander("The figures, period by period"):
        st.dataframe(
            findings.table(school, question),
            hide_index=True,
            column_config={"Class": st.column_config.Column(pinned=True, width=CLASS)},
            alt=f"{heading} Figures by class and period",
        )

st.header(findings.MORE_TITLE, anchor=False)
st.dataframe(
    findings.more(school, period),
    hide_index=True,
    column_config={"Class": st.column_config.Column(pinned=True, width=CLASS)},
    alt="All figures of the period, by class",
)
st.caption(findings.MORE_NOTE)

st.header(findings.HERE_TITLE, anchor=False)
for sentence in findings.here(school):
    st.markdown(as_text(sentence))
st.dataframe(
    findings.here_table(school),
    hide_index=True,
    placeholder="–",
    column_config={name: st.column_config.DateColumn(format="D MMM YYYY") for name in findings.HERE_DATES},
    alt="Where each class’s figures come from",
)

st.header(findings.METHOD_TITLE, anchor=False)
for topic, paragraph in findings.METHOD:
    with st.expander(topic):
        st.markdown(as_text(paragraph))
