"""Page set-up, the three choices above every page, and navigation; no other logic."""

import streamlit as st

from dashboard import store

PAGES = (
    ("school", "School", ":material/account_balance:", (store.PA, store.LEADERSHIP)),
    ("reach", "Reach", ":material/campaign:", (store.REP, store.PA)),
    ("announcements", "Announcements", ":material/mark_chat_read:", (store.PA,)),
    ("reach_log", "Read counts", ":material/edit_note:", (store.PA,)),
    ("equity", "Equity", ":material/record_voice_over:", (store.REP, store.PA)),
    ("hours", "Hours", ":material/bedtime:", (store.REP, store.PA)),
    ("habits", "Habits", ":material/forum:", (store.REP, store.PA)),
    ("drift", "Drift", ":material/groups:", (store.REP, store.PA)),
    ("worklist", "To do", ":material/checklist:", (store.REP,)),
    ("reminder", "Reminder", ":material/print:", (store.REP,)),
    ("people", "Who is who", ":material/badge:", (store.REP,)),
    ("summary", "Summary", ":material/outgoing_mail:", (store.REP,)),
    ("data_map", "Your data", ":material/database:", store.ROLES),
)

st.set_page_config(page_title="Schoolgate", page_icon="🏫", layout="centered")
store.need_own_server()

with st.container(horizontal=True, vertical_alignment="bottom"):
    st.segmented_control("I am looking as", store.ROLES, default=store.PA, required=True, wrap=True, key="role")
    if store.role() == store.REP and store.classes():
        st.selectbox("My class", store.classes(), store.place_of_class(), key="class", width=100)
    if store.chooses_of_school() and store.school():
        st.selectbox("Period", store.school_period_names(), key=store.SCHOOL_PERIOD, width=200)
    elif store.periods():
        st.selectbox("Period", store.period_names(), key="period", width=200)

st.navigation(
    [
        st.Page("views/start.py", title="Start", icon=":material/home:", default=True),
        *(
            st.Page(f"views/{name}.py", title=title, icon=icon)
            for name, title, icon, roles in PAGES
            if store.role() in roles
        ),
    ],
    position="top",
).run()
