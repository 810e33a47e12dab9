"""How often do phones buzz at night? Nights first, whose clock it is, and what may be changed. No names, ever."""

import streamlit as st

from dashboard import answers, store
from dashboard.charts import hours as charts
from dashboard.charts.theme import greyed
from dashboard.findings import clock, timetable
from dashboard.findings import hours as findings
from dashboard.findings.hours import beside
from dashboard.words import as_text

store.need_role(store.REP, store.PA)
store.need_messages()
answer, chosen = store.answer(answers.disturbed), store.chosen()
clocks = store.answer(answers.clocks, given={"seen": store.clock_signs()})
unsure = not clocks.settled
first, *more = findings.points(answer, chosen)

st.title(findings.QUESTION, anchor=False)
if unsure:
    st.warning(as_text(clock.why_grey(clocks) or ""))
st.subheader(as_text(first), anchor=False)
if clocks.doubted:
    st.warning(as_text(clock.calm(clocks)))
if findings.can_draw(answer):
    picture = charts.nights_disturbed(findings.rows(answer), title=findings.NIGHTS_TITLE)
    st.altair_chart(greyed(picture, unsure=unsure))
for sentence in more:
    st.markdown(as_text(sentence))

if findings.can_draw_week(answer):
    st.header("At which hours", anchor=False)
    picture = charts.week_picture(
        answer.week, findings.WEEK_TITLE, quiet_start=answer.quiet_start, quiet_end=answer.quiet_end
    )
    st.altair_chart(greyed(picture, unsure=unsure))

if findings.can_draw_day_types(answer):
    st.header("School nights, weekends and holidays", anchor=False)
    picture = charts.nights_by_day_type(findings.day_type_rows(answer), title=findings.day_types_title(answer))
    st.altair_chart(greyed(picture, unsure=unsure))

if findings.can_draw_weeks(answer):
    st.header("Week by week", anchor=False)
    picture = charts.weeks_picture(
        answer.weekly.weeks, title=findings.weeks_title(answer, chosen.period.name), line=findings.line(answer)
    )
    st.altair_chart(greyed(picture, unsure=unsure))
    st.caption(findings.WEEKS_CAUTION)

st.header(as_text(beside.heading(answer, chosen)), anchor=False)
for sentence in beside.points(answer, chosen):
    st.markdown(as_text(sentence))
if beside.table(answer).height:
    st.dataframe(beside.table(answer), hide_index=True, placeholder="–", alt="School nights of two periods")
    st.caption(beside.CAUTION)

st.header("The figures", anchor=False)
st.dataframe(findings.table(answer), hide_index=True, placeholder="–", alt="Quiet hours by group")
if findings.can_tell_day_types(answer):
    st.dataframe(
        findings.day_type_table(answer), hide_index=True, placeholder="–", alt="Nights with a message by kind of night"
    )
st.caption(findings.CAUTION)

st.header("Whose clock it is", anchor=False)
st.markdown(as_text(clock.calm(clocks)))
for sentence in clock.points(clocks):
    st.markdown(as_text(sentence))
for note in clock.notes(clocks):
    st.caption(as_text(note))
if clocks.groups.height:
    with st.expander("The clock of each group", expanded=unsure or clock.is_said(clocks)):
        st.dataframe(clock.table(clocks), hide_index=True, placeholder="–", alt="Clocks of the exports, by group")
        st.markdown(as_text(clock.HOW_TO_SAY))
        with st.container(horizontal=True):
            group = st.selectbox("Group", clocks.groups["chat"].to_list(), key="group of clocks", width=300)
            st.selectbox(
                "Time zone of the phone that made the (first) export",
                store.zones(),
                index=store.place_of_zone(group),
                format_func=clock.zone,
                key=f"zone of {group}",
                on_change=store.say_zone,
                args=(group, f"zone of {group}"),
                width=300,
            )
        st.caption(as_text(clock.files(store.files_of(group))))

times, choices = store.timetable(), store.bank_holiday_choices()
st.header(timetable.TITLE, anchor=False)
st.markdown(as_text(timetable.held(times)))
for sentence in (*timetable.warnings(times), *store.timetable_remarks()):
    st.warning(as_text(sentence))
with st.expander("Change them", expanded=store.changed_timetable() is not None):
    st.markdown(timetable.HOW)
    with st.container(horizontal=True):
        st.time_input("Quiet from", times.quiet_start, key="quiet from", on_change=store.change_quiet_hours, width=140)
        st.time_input("Quiet until", times.quiet_end, key="quiet to", on_change=store.change_quiet_hours, width=140)
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
                "Which part",
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
            "days": st.column_config.SelectboxColumn("Term or holiday", options=["term", "holiday"]),
            "starts": st.column_config.DateColumn("First day", format="D MMM YYYY"),
            "ends": st.column_config.DateColumn("Last day", format="D MMM YYYY"),
        },
        alt="Terms and holidays, both days included",
    )
    with st.container(horizontal=True):
        st.button("Use these days", on_click=store.change_days, args=(table,))
        st.button("Back to what the files say", on_click=store.forget_timetable)
        st.download_button(
            "Download calendar.csv",
            store.calendar_csv(),
            "calendar.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        if store.can_keep_days():
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
