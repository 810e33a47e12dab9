"""Each announcement with its band, its text and, opened, its ladder: the Parent Association's own page."""

import streamlit as st

from dashboard import answers, store
from dashboard.charts import reach as charts
from dashboard.findings.reach import CAUTION, by_class
from dashboard.findings.reach import announcements as findings
from dashboard.findings.reach import opened as one
from dashboard.words import as_text

store.need_messages()
store.need_role(store.PA)
answer, chosen = store.answer(answers.reached), store.chosen()

st.title(findings.TITLE, anchor=False)
choice = st.selectbox("For", [findings.WHOLE_SCHOOL, *answer.classes["class"]], key="announcements for", width=220)
of_class = findings.class_of(choice)
first, *more = findings.points(answer, chosen, of_class)
st.subheader(as_text(first), anchor=False)
for sentence in (*more, *by_class.unshown(answer)):
    st.markdown(as_text(sentence))

if answer.announcements.height:
    page = st.pagination(findings.pages(answer), key="announcements page")
    picture = charts.announcement_list(findings.rows(answer, of_class, page), title=findings.LIST_TITLE, select=True)
    clicked = st.altair_chart(picture, on_select="rerun", key="announcements picture")
    st.caption(findings.LIST_READING)

    labels = findings.labels(answer)
    number = st.selectbox(
        "Open one",
        list(labels),
        index=findings.place(answer, findings.clicked(clicked)),
        format_func=labels.__getitem__,
    )
    opened = store.answer(answers.opened, announcement=number, of_class=of_class)
    made = findings.made_of(answer, number)
    with st.container(border=True):
        st.subheader(as_text(one.heading(made)), anchor=False)
        for paragraph in one.paragraphs(made):
            st.markdown(as_text(paragraph))
        for sentence in one.about_one(made, opened, answer, of_class):
            st.markdown(as_text(sentence))
        if opened.ladder.height:
            st.altair_chart(charts.ladder(opened.ladder, title=one.ladder_title(made, of_class)))
            st.dataframe(
                one.ladder_table(opened),
                hide_index=True,
                placeholder="–",
                alt="The rungs, with what tells of each",
            )
            st.markdown(as_text(one.signs(opened)))
        if opened.signs.height:
            st.dataframe(one.signs_table(opened), hide_index=True, alt="Signs that families left, by kind")
            st.caption(one.SIGNS_READING)

    st.header("All of the school’s announcements", anchor=False)
    for sentence in findings.about_all(answer):
        st.markdown(as_text(sentence))
    st.caption(as_text(findings.rule(store.loaded().school.profile.says("only_pa_announces"))))
st.caption(CAUTION)
