"""When do phones buzz? Nights first. No names, ever."""

import streamlit as st

from dashboard import answers, store
from dashboard.charts import hours as charts
from dashboard.findings import hours as findings
from dashboard.findings import timetable
from dashboard.words import as_text

store.need_messages()
answer = store.answer(answers.disturbed)
first, *more = findings.points(answer, store.chosen())

st.title(findings.QUESTION, anchor=False)
st.subheader(as_text(first), anchor=False)
for sentence in more:
    st.markdown(as_text(sentence))

if findings.can_draw(answer):
    picture = charts.nights_disturbed(answer.classes, title=findings.NIGHTS_TITLE)
    st.altair_chart(picture)
if answer.week.height:
    picture = charts.week_picture(
        answer.week, findings.WEEK_TITLE, quiet_start=answer.quiet_start, quiet_end=answer.quiet_end
    )
    st.altair_chart(picture)
    st.caption(as_text(findings.clock(answer)))

st.header("The figures", anchor=False)
st.dataframe(findings.table(answer), hide_index=True, placeholder="–", alt="Quiet hours by group")
st.caption(findings.CAUTION)

if store.role() != store.LEADERSHIP:
    times, choices = store.timetable(), store.bank_holiday_choices()
    st.header(timetable.TITLE, anchor=False)
    st.markdown(as_text(timetable.held(times)))
    for sentence in (*timetable.warnings(times), *store.timetable_remarks()):
        st.warning(as_text(sentence))
    with st.expander("Change them", expanded=store.changed_timetable() is not None):
        st.markdown(timetable.HOW)
        with st.container(horizontal=True):
            st.time_input(
                "Quiet from", times.quiet_start, key="quiet from", on_change=store.change_quiet_hours, width=140
            )
            st.time_input("until", times.quiet_end, key="quiet to", on_change=store.change_quiet_hours, width=140)
        with st.container(horizontal=True):
            st.selectbox(
                "Bank holidays",
                choices.countries,
                index=choices.country,
                format_func=timetable.country,
                key="bank holidays of",
                on_change=store.change_bank_holidays,
                width=300,
            )
            if choices.has_parts:
                st.selectbox(
                    "Of which part",
                    choices.parts,
                    index=choices.part,
                    format_func=timetable.parts_of(times.bank_holidays).__getitem__,
                    key="bank holidays in",
                    on_change=store.change_bank_holidays,
                    width=300,
                )
        table = st.data_editor(
            store.days(),
            key=store.days_key(),
            num_rows="dynamic",
            hide_index=True,
            column_config={
                "name": st.column_config.TextColumn("Name"),
                "days": st.column_config.SelectboxColumn("What", options=["term", "holiday"]),
                "starts": st.column_config.DateColumn("First day", format="D MMM YYYY"),
                "ends": st.column_config.DateColumn("Last day", format="D MMM YYYY"),
            },
            alt="Terms and holidays, both days included",
        )
        with st.container(horizontal=True):
            st.button("Take the days into account", on_click=store.change_days, args=(table,))
            st.button("Back to what the files say", on_click=store.forget_timetable)
            st.download_button(
                "Download calendar.csv",
                store.calendar_csv(),
                "calendar.csv",
                "text/csv",
                on_click="ignore",
                icon=":material/download:",
            )
            if store.can_keep():
                st.button(
                    "Keep it in the folder",
                    on_click=store.keep,
                    args=("calendar.csv", store.calendar_csv()),
                    icon=":material/save:",
                )
        st.caption(timetable.KEEP)
        st.code(timetable.lines(times), language="toml")
    for said in store.kept():
        st.caption(as_text(said))
