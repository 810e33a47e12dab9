"""What there is to do in one class, by the school's own rules; for its rep alone, as it names people."""

import streamlit as st

from dashboard import answers, store
from dashboard.findings import worklist as findings
from dashboard.words import as_text

store.need_messages()
store.need_role(store.REP)
work = store.answer(answers.to_do)

st.title("To do", anchor=False)
st.subheader(as_text(findings.headline(work.tasks, work.where)), anchor=False)
st.markdown(as_text(findings.about_admins(work.admins)))
for said in findings.about_perhaps(work.perhaps):
    st.markdown(as_text(said))
for part in findings.parts(work.tasks, work.profile):
    st.header(part.heading, anchor=False)
    for rule in part.rules:
        st.markdown(as_text(rule))
    st.dataframe(part.shown, hide_index=True, placeholder="–", alt=part.heading)
    for message in part.messages:
        st.caption(as_text(message.to))
        st.code(message.text, language=None, wrap_lines=True)
if work.tasks.height:
    with st.container(horizontal=True):
        st.download_button(
            "To print",
            findings.printable(work.tasks, work.profile, work.where, work.on),
            file_name="work list.html",
            mime="text/html",
            on_click="ignore",
            icon=":material/print:",
        )
        st.download_button(
            "As a table (CSV)",
            findings.csv(work.tasks),
            file_name="work list.csv",
            mime="text/csv",
            on_click="ignore",
            icon=":material/table:",
        )
st.caption(findings.CAUTION)
