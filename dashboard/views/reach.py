"""Do announcements reach? Bands with their evidence, and the families whom none can reach."""

import streamlit as st

from dashboard import answers, store
from dashboard.charts import reach as charts
from dashboard.findings import reach as findings
from dashboard.findings.reach import by_class, expert, works
from dashboard.words import as_text

store.need_role(store.REP, store.PA)
store.need_messages()
answer = store.answer(answers.reached)
first, *more = findings.points(answer, store.chosen())

st.title(findings.QUESTION, anchor=False)
st.subheader(as_text(first), anchor=False)
for sentence in more:
    st.markdown(as_text(sentence))
bands = findings.of_all(answer)
if findings.can_draw(bands):
    st.altair_chart(charts.announcement_bands(bands, title=findings.BANDS_TITLE))

if answer.classes.height:
    st.header("Who can be reached, and who cannot", anchor=False)
    for sentence in by_class.points(answer):
        st.markdown(as_text(sentence))
    st.altair_chart(charts.states(answer.classes, title=by_class.title(answer)))
    st.caption(by_class.READING)

if works.has_announcements(answer):
    st.header("What goes with more signs", anchor=False)
    for sentence in works.points(answer):
        st.markdown(as_text(sentence))
    if works.worth_drawing(answer):
        kinds = works.worth_drawing(answer)
        by = st.segmented_control(
            "Compare by", kinds, default=kinds[0], format_func=works.BY.__getitem__, required=True
        )
        st.altair_chart(charts.works(works.of(answer, by), title=works.title(answer, by)))
    st.caption(works.CAUTION)

if expert.can_draw(answer):
    with st.expander(expert.TITLE):
        for sentence in expert.points(answer):
            st.markdown(as_text(sentence))
        st.altair_chart(charts.activity(answer.activity, title=expert.ACTIVITY_TITLE))
        st.dataframe(works.table(answer), hide_index=True, placeholder="–", alt="Announcements by kind, with intervals")
        for name, definition in expert.DEFINITIONS.items():
            st.markdown(f"**{as_text(name)}.** {as_text(definition)}")

if answer.classes.height:
    st.header("The figures", anchor=False)
    st.dataframe(findings.table(answer), hide_index=True, placeholder="–", alt="Families in reach, by class")
st.caption(findings.CAUTION)
