"""A friendly reminder that the class rep may post in the own group, from its own figures; for the rep alone."""

import streamlit as st

from dashboard import answers, store
from dashboard.findings import reminder as findings
from dashboard.words import as_text

store.need_messages()
store.need_role(store.REP)
figures, profile = store.answer(answers.reminder, given={"noted": store.noted()}), store.loaded().school.profile
offered = findings.on_offer(figures, profile)

st.title(findings.TITLE, anchor=False)
st.markdown(findings.LEAD)
if not offered:
    st.info(findings.NOTHING)
    st.stop()

language = st.selectbox("Language", findings.languages(), format_func=findings.language_name)
chosen = st.pills(
    findings.CHOICE,
    offered,
    selection_mode="multi",
    default=findings.asked_for(figures, profile),
    format_func=findings.label,
)
for said in (*findings.rules(figures, profile), *findings.left_out(figures, profile)):
    st.caption(as_text(said))

written = findings.written(figures, chosen, language)
st.code(findings.as_text(written), language=None, wrap_lines=True)
with st.container(horizontal=True):
    st.download_button(
        "As text",
        findings.as_text(written),
        file_name=findings.file_name(written, "txt"),
        mime="text/plain",
        on_click="ignore",
        icon=":material/description:",
    )
    st.download_button(
        "To print",
        findings.as_page(written),
        file_name=findings.file_name(written, "html"),
        mime="text/html",
        on_click="ignore",
        icon=":material/print:",
    )
st.caption(findings.CAUTION)
