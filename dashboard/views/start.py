"""What is loaded, what was not understood, and what matters most in each of the answers that this reader has."""

import streamlit as st

from dashboard import answers, exports, store
from dashboard.findings import drift, equity, hours, reach
from dashboard.findings import start as findings
from dashboard.words import as_text

loaded = store.loaded()

st.title(as_text(store.school_name()), anchor=False)
if store.role() == store.LEADERSHIP:
    st.markdown(as_text(findings.read(store.files_given(), sample=store.is_sample())))
else:
    about_files = findings.loaded(
        store.files_given(),
        loaded.classes,
        loaded.messages,
        sample=store.is_sample(),
        waiting=bool(loaded.waiting),
    )
    st.markdown(as_text(about_files))
for remark in store.school_remarks():
    st.info(as_text(remark))

if loaded.waiting or store.undecided():
    st.header("A question about these files", anchor=False)
    for export in store.undecided():
        st.segmented_control(
            as_text(findings.which_order(export.file)),
            store.DATE_ORDERS,
            format_func=store.DATE_ORDERS.__getitem__,
            key=f"date order of {export.file}",
            on_change=store.choose_date_order,
            args=(export.file, f"date order of {export.file}"),
        )
        st.caption(as_text(export.chat.header.reason))
    for roster in loaded.waiting:
        with st.container(border=True):
            st.markdown(as_text(findings.confirm(roster.file)))
            st.caption(as_text(findings.left_out(roster.columns)))
            columns = st.data_editor(
                findings.columns(roster.columns),
                key=f"columns of {roster.file}",
                disabled=["heading"],
                hide_index=True,
                column_config={
                    "heading": st.column_config.TextColumn("Column in the file"),
                    "words": st.column_config.SelectboxColumn(
                        "Taken for", options=list(findings.meanings().values()), required=True
                    ),
                },
                alt=f"Columns of {roster.file}, with what each was taken for",
            )
            st.button(
                "That is right: use this roster",
                key=f"confirm {roster.file}",
                on_click=store.confirm_columns,
                args=(roster.file, columns),
                type="primary",
            )

if store.role() == store.LEADERSHIP:
    st.page_link("views/school.py", label="Go to the school’s page", icon=":material/arrow_forward:")
elif store.periods():
    cards = iter((*st.columns(2), *st.columns(2)))
    for page, ask, about in (
        ("reach", answers.reached, reach),
        ("equity", answers.heard, equity),
        ("hours", answers.disturbed, hours),
        ("drift", answers.drifted, drift),
    ):
        with next(cards).container(border=True, height="stretch"):
            answer = store.answer(ask)
            value, counted = about.figure(answer)
            st.subheader(about.QUESTION, anchor=False)
            st.metric(counted, value)
            for sentence in about.points(answer, store.chosen())[:2]:
                st.markdown(as_text(sentence))
            st.page_link(f"views/{page}.py", label="See the figures", icon=":material/arrow_forward:")

if store.role() != store.LEADERSHIP and store.periods():
    st.header("Your school’s rules", anchor=False)
    st.selectbox(
        "Which come closest?",
        store.PROFILES,
        index=store.PROFILES.index(loaded.school.profile),
        format_func=findings.named_rules,
        key="profile chosen",
        on_change=store.choose_profile,
    )
    st.caption(findings.rules(loaded.files, chosen=store.said().profile is not None))
    with st.expander("What these rules change"):
        for _, said in loaded.school.profile.switches():
            st.markdown(as_text(said))

problems = store.problems()
if problems.height:
    st.header("What to know about these files", anchor=False)
    with st.container(height="content" if problems.height <= 8 else 400):
        for problem in problems.head(200).iter_rows(named=True):
            if findings.needs_nothing(problem):
                st.info(as_text(findings.problem(problem)))
            else:
                st.warning(as_text(findings.problem(problem)))

if store.columns_csv():
    st.markdown(findings.CONFIRMED)
    with st.container(horizontal=True):
        st.download_button(
            "Download columns.csv",
            store.columns_csv() or b"",
            "columns.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        if store.can_keep():
            st.button(
                "Keep it in the folder",
                on_click=store.keep,
                args=("columns.csv", store.columns_csv() or b""),
                icon=":material/save:",
            )
for said in store.kept():
    st.caption(as_text(said))

st.header("Files", anchor=False)
st.file_uploader(
    "Add files",
    accept_multiple_files=True,
    key=store.uploader_key(),
    on_change=store.add_files,
    help="Exports (.txt or .zip), summaries, a roster, member lists, read counts, term dates, school.toml.",
)
st.caption(
    "Files stay on this computer, in this program's memory, until you close it or say “Forget everything in this tab”."
)
with st.container(horizontal=True):
    st.button("Forget everything in this tab", on_click=store.forget_everything, icon=":material/delete:")
    st.button("Show the sample school", on_click=store.show_sample, icon=":material/school:")
if loaded.files.height:
    st.dataframe(
        findings.files(loaded.files, contents=store.role() != store.LEADERSHIP),
        hide_index=True,
        placeholder="",
        column_config={
            "File": st.column_config.TextColumn(width=240),
            "Taken for": st.column_config.TextColumn(width=150),
            "What is in it": st.column_config.TextColumn(width=330),
        },
        alt="Files, with what each was taken for",
    )

if store.role() != store.LEADERSHIP and store.exported():
    st.header("How much of its chat each export shows", anchor=False)
    for export in store.exported():
        with st.container(border=True):
            st.markdown(as_text(export.file))
            st.caption(as_text(exports.read_as(export.chat)))
            for sentence in exports.shown(export.chat.coverage):
                st.markdown(as_text(sentence))
            st.segmented_control(
                "Was it made on an admin’s phone?",
                store.YES_OR_NO,
                format_func=store.YES_OR_NO.__getitem__,
                default=store.is_admins(export.chat.name),
                key=f"admin of {export.digest}",
                on_change=store.say_admin,
                args=(export.chat.name, f"admin of {export.digest}"),
                help="WhatsApp tells admins alone that somebody has left.",
            )
            if store.is_read_twice(export):
                for sentence in store.second_reading(export):
                    st.markdown(as_text(sentence))
            else:
                st.button(
                    "Read it a second way",
                    key=f"second reading of {export.digest}",
                    on_click=store.read_twice,
                    args=(export,),
                    icon=":material/compare:",
                    help="Another program, whatstk, reads it too, on this computer, and the two are compared.",
                )
