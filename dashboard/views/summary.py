"""What leaves this laptop: every value of the class's summary in words, then the file; for the rep of the class."""

import streamlit as st

from dashboard import store
from dashboard.findings import summary as findings
from dashboard.words import as_text

store.need_messages()
store.need_role(store.REP)
built, written = store.need_summary()

st.title(findings.TITLE, anchor=False)
st.subheader(as_text(findings.opening(built.summary)), anchor=False)
for said in findings.sentences(built.summary):
    st.markdown(as_text(said))
if warning := store.told_otherwise(built.summary):
    st.warning(as_text(warning), icon=":material/warning:")
st.download_button(
    "Save the summary",
    written,
    file_name=findings.file_name(built.summary),
    mime="application/json",
    on_click="ignore",
    icon=":material/download:",
)
for part in findings.parts(built.summary):
    st.header(as_text(part.heading), anchor=False)
    if part.note:
        st.caption(as_text(part.note))
    st.table(part.in_markdown(), hide_index=True, alt=part.heading)
with st.expander(findings.AS_A_FILE):
    st.code(written.decode(), language=None, wrap_lines=True)
st.caption(findings.CHECK)
