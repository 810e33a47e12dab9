"""Each announcement with its band and its text: the Parent Association's own page."""

import streamlit as st

from dashboard import answers, store
from dashboard.findings import reach as findings
from dashboard.words import as_text

store.need_messages()
store.need_role(store.PA)
answer = store.answer(answers.reached)

st.title("Each announcement", anchor=False)
st.markdown(as_text(findings.typed(answer.bands, findings.in_period(store.chosen().period.name))))
st.markdown(as_text(findings.allowed(answer)))
if answer.from_others:
    st.markdown(as_text(findings.outsiders(answer)))
st.caption(as_text(store.loaded().school.profile.says("only_pa_announces")))
st.dataframe(
    findings.announcement_table(answer),
    hide_index=True,
    placeholder="–",
    column_config={"Announcement": st.column_config.TextColumn(width=420)},
    alt="Announcements, newest first, each with its band",
)
st.caption(findings.READ_COUNT_HELP)
st.caption(findings.CAUTION)
