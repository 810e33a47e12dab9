"""Is everybody heard? Coverage first, then participation, then what may be compared. Names no family."""

import streamlit as st

from dashboard import answers, store
from dashboard.charts import equity as charts
from dashboard.findings import equity as findings
from dashboard.findings.equity import between, coverage, expert, figures, over_time
from dashboard.words import as_text

store.need_role(store.REP, store.PA)
store.need_messages()
answer, chosen = store.answer(answers.heard, **store.counting()), store.chosen()
first, *more = findings.points(answer, chosen)

st.title(findings.QUESTION, anchor=False)
st.subheader(as_text(first), anchor=False)

if store.sees_one_class():
    for sentence in more:
        st.markdown(as_text(sentence))
    if store.role() == store.REP and findings.can_choose_who_counts(answer):
        with st.container(horizontal=True):
            st.toggle("Count what class reps write", value=store.loaded().school.profile.reps_count, key="count reps")
            st.toggle("Count staff too", key="count staff")
        st.caption(as_text(figures.whose_messages(answer)))
    if findings.can_draw_weeks(answer):
        picture = charts.weekly(answer.weeks, title=findings.weeks_title(answer), grey=findings.is_grey(answer))
        st.altair_chart(picture)
    if findings.can_draw_talk(answer):
        picture = charts.talk_curve(answer.talk, title=findings.talk_title(answer), grey=findings.is_grey(answer))
        st.altair_chart(picture)
    for sentence in findings.no_curve(answer):
        st.markdown(as_text(sentence))

    st.header(over_time.TERM_BY_TERM, anchor=False)
    for sentence in over_time.term_by_term(answer):
        st.markdown(as_text(sentence))
    if over_time.can_draw(answer):
        st.altair_chart(charts.term_by_term(answer.terms, title=over_time.terms_title(answer)))
        if over_time.can_draw_voices(answer):
            st.altair_chart(charts.voices_term_by_term(answer.terms, title=over_time.voices_title(answer)))
        st.caption(over_time.CAUTION)
else:
    if coverage.can_draw(answer):
        st.altair_chart(charts.coverage_picture(answer.coverage, title=coverage.TITLE))
    for sentence in (*coverage.in_groups(answer), *coverage.which(answer)):
        st.markdown(as_text(sentence))
    for sentence in coverage.note(answer):
        st.caption(as_text(sentence))

    if findings.can_draw(answer):
        st.header("Who is heard", anchor=False)
        for sentence in more:
            st.markdown(as_text(sentence))
        st.altair_chart(charts.families_heard(answer.classes, title=findings.HEARD_TITLE))
        st.caption(figures.INTERVAL_CAPTION)
    if findings.can_draw_voices(answer):
        st.altair_chart(charts.voices(answer.classes, title=findings.VOICES_TITLE))
        st.caption(figures.VOICES_CAPTION)

    if findings.can_draw(answer):
        st.header(between.QUESTION, anchor=False)
        for sentence in between.points(answer):
            st.markdown(as_text(sentence))
    if answer.between and between.can_draw(answer):
        funnel = answer.between
        picture = charts.funnel(
            funnel.classes, funnel.limits, funnel.target, title=between.title(answer), inflated=funnel.inflated
        )
        st.altair_chart(picture)
        st.caption(between.reading(answer))
    if findings.can_draw(answer):
        st.markdown(between.CAUTION)

    st.header(as_text(over_time.heading(answer, chosen)), anchor=False)
    for sentence in over_time.points(answer, chosen):
        st.markdown(as_text(sentence))
    if over_time.can_draw(answer):
        st.altair_chart(charts.beside(answer.terms, title=over_time.title(answer, chosen)))
        st.caption(over_time.READING)
        st.markdown(over_time.CAUTION)

if answer.evenness.height:
    with st.expander(expert.TITLE):
        for sentence in expert.points(answer):
            st.markdown(as_text(sentence))
        st.dataframe(
            expert.table(answer),
            hide_index=True,
            placeholder="–",
            column_config={"Class": st.column_config.Column(pinned=True)},
            alt="Measures of evenness by class",
        )
        for measure in expert.measures(answer):
            st.markdown(f"**{as_text(measure.name)}.** {as_text(expert.defined(measure))}")

st.header("The figures", anchor=False)
st.dataframe(figures.table(answer), hide_index=True, placeholder="–", alt="Participation by class")
for note in figures.notes(answer):
    st.caption(note)
