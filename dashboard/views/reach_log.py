"""What Message info said of each announcement, typed by the Parent Association: what is due, a form, and the log."""

import streamlit as st

from dashboard import store
from dashboard.findings import reach_log as findings
from dashboard.words import as_text

ROW_OF_LINES = 128  # pixels: a remark is a sentence of several lines

store.need_messages()
store.need_role(store.PA)
agenda, entries = store.agenda(), store.looks()

st.title("Read counts", anchor=False)
st.subheader(as_text(findings.first(agenda)), anchor=False)
for sentence in findings.due(agenda):
    st.markdown(as_text(sentence))
st.markdown(findings.HOW)
st.caption(findings.RESETS)

if agenda.choices.height:
    labels = findings.labels(agenda)
    st.header("Add a look", anchor=False)
    with st.form("look", clear_on_submit=True):
        st.selectbox("Announcement", labels, format_func=labels.__getitem__, key="look announcement")
        st.datetime_input("Looked at", agenda.now, format="DD/MM/YYYY", step=60, key="look time", width=240)
        st.text_area("What Message info says, pasted", key="look pasted", placeholder=findings.PASTE, height="content")
        with st.container(horizontal=True):
            st.number_input(
                "Or Read by", min_value=0, max_value=findings.MOST, value=None, step=1, key="look read", width=140
            )
            st.number_input(
                "And Delivered to",
                min_value=0,
                max_value=findings.MOST,
                value=None,
                step=1,
                key="look delivered",
                width=140,
            )
        st.form_submit_button("Take it into account", on_click=store.type_look)
    if added := store.look_added():
        for sentence in findings.taken(added):
            st.info(as_text(sentence))
        for sentence in findings.remarks(added):
            st.warning(as_text(sentence))

if entries.height:
    st.header("The looks so far", anchor=False)
    st.markdown(as_text(findings.typed(entries)))
    to_check = "remark" in findings.columns(entries)
    table = st.data_editor(
        findings.log(entries),
        key=store.log_key(),
        num_rows="dynamic",
        disabled=["begins", "hours", "remark"],
        column_order=findings.columns(entries),
        hide_index=True,
        placeholder="",
        row_height=ROW_OF_LINES if to_check else None,
        column_config={
            "sent_at": st.column_config.DatetimeColumn("Sent", format="D MMM YY, HH:mm", width=112),
            "delivered": st.column_config.NumberColumn("Delivered", min_value=0, step=1, width=100),
            "read": st.column_config.NumberColumn("Read", min_value=0, step=1, width=72),
            "remark": st.column_config.TextColumn("To check", width=135),
            "taken_at": st.column_config.DatetimeColumn("Looked at", format="D MMM YY, HH:mm", width=112),
            "hours": st.column_config.NumberColumn("After, h", format="%.1f", width=70),
            "begins": st.column_config.TextColumn("Begins", width=70 if to_check else 205),
        },
        alt="Looks at Message info, the newest announcement first",
    )
    with st.container(horizontal=True):
        st.button("Take the changes into account", on_click=store.correct_looks, args=(table,))
        st.download_button(
            "Download read_counts.csv",
            store.read_counts_csv(),
            "read_counts.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        if store.can_keep_looks():
            st.button(
                "Keep it in the folder",
                on_click=store.keep,
                args=("read_counts.csv", store.read_counts_csv()),
                icon=":material/save:",
            )
    if store.can_keep() and not store.can_keep_looks():
        st.caption(findings.CANNOT_KEEP)
for said in store.kept():
    st.caption(as_text(said))
