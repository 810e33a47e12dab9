"""Does the group match the roster? Counts alone; names are on the class rep's own page."""

import streamlit as st

from dashboard import answers, store
from dashboard.charts import drift as charts
from dashboard.charts import movements as movement_charts
from dashboard.findings import drift as findings
from dashboard.words import as_text

store.need_role(store.REP, store.PA)
store.need_messages()
answer = store.answer(answers.drifted)
first, *more = findings.points(answer, store.chosen())

st.title(findings.QUESTION, anchor=False)
st.subheader(as_text(first), anchor=False)
for sentence in more:
    st.markdown(as_text(sentence))

if answer.standing.height:
    picture = charts.standing_by_class(answer.standing, title=findings.STANDING_TITLE)
    st.altair_chart(picture)
if store.sees_one_class() and answer.movements.height:
    picture = movement_charts.membership_picture(answer.movements, title=findings.MOVEMENTS_TITLE)
    st.altair_chart(picture)
    for said in findings.came_and_went(answer):
        st.markdown(as_text(said))

for said in findings.to_do(answer):
    st.markdown(as_text(said))
if answer.work.height and store.role() == store.REP:
    st.page_link("views/worklist.py", label="See who", icon=":material/checklist:")
elif answer.work.height:
    st.caption(findings.ONLY_REPS)
for rule in findings.rules(answer, store.loaded().school.profile):
    st.caption(as_text(rule))

if store.groups():
    st.header("What the group’s info screen says", anchor=False)
    st.markdown(findings.ABOUT_INFO_SCREEN)
    with st.form("info screen", clear_on_submit=True):
        st.selectbox("Group", store.groups(), key="typed group")
        with st.container(horizontal=True):
            st.date_input("Looked at on", key="typed day", width=160)
            st.number_input("Members", min_value=1, value=None, step=1, key="typed members", width=140)
            st.number_input("Admins", min_value=0, value=None, step=1, key="typed admins", width=140)
        if store.role() == store.REP:
            st.text_area("Or the list of members, pasted", key="typed list", placeholder=findings.PASTE)
        st.form_submit_button("Take it into account", on_click=store.type_info_screen)
    for said in store.typed_remarks():
        st.warning(as_text(said))
    if store.typed_snapshots().height:
        st.markdown(as_text(findings.typed(store.typed_snapshots())))
        st.download_button(
            "Download members.csv",
            store.members_csv(),
            "members.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )

st.header("The figures", anchor=False)
st.dataframe(findings.table(answer), hide_index=True, placeholder="–", alt="Families in the group, by class")
for said in findings.each_class(answer):
    st.markdown(as_text(said))
for note in findings.notes(answer):
    st.caption(as_text(note))
st.caption(findings.CAUTION)
