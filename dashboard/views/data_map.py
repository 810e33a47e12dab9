"""What Schoolgate holds, where and for how long; and how to be rid of it."""

import streamlit as st

from dashboard import store
from dashboard.findings import data_map as findings
from dashboard.words import as_text

st.title(findings.TITLE, anchor=False)
st.markdown(findings.LEAD)
for block in findings.held():
    st.markdown(block)
st.caption(findings.SOON)

st.header(findings.FORGET_TITLE, anchor=False)
st.markdown(findings.FORGET)
st.button("Forget everything in this tab", on_click=store.forget_everything, icon=":material/delete:")

st.header(findings.DELETE_TITLE, anchor=False)
if store.can_delete():
    files, folder = store.derived_files(), store.folder().name
    st.markdown(as_text(findings.found(files, folder)))
    if files:
        st.caption(findings.LOOK_FIRST)
        chosen = st.multiselect(findings.WHICH, [each.file for each in files])
        if chosen:
            with st.popover(as_text(findings.offer(chosen, folder)), icon=":material/folder_delete:"):
                st.button(findings.confirm(chosen), on_click=store.delete_derived, args=(chosen,), type="primary")
else:
    st.markdown(findings.CANNOT)
for sentence in store.kept():
    st.caption(as_text(sentence))

st.header(findings.NOTICES_TITLE, anchor=False)
st.markdown(as_text(findings.NOTICES))
with st.container(horizontal=True):
    for label, file in findings.TO_ADAPT:
        st.download_button(
            label, findings.text(file), file, "text/plain", on_click="ignore", icon=":material/download:"
        )
for label, file in findings.TO_ADAPT:
    with st.expander(f"Read it: {label}"):
        st.text(findings.text(file))
