"""Who is who in one class, for its rep alone: one unsure sender at a time, then how everybody was linked."""

import streamlit as st

from dashboard import answers, store
from dashboard.findings import people as findings
from dashboard.words import as_text

store.need_messages()
store.need_role(store.REP)
review = store.answer(answers.reviewed)
asked = store.asked_now(review.people)

st.title("Who is who", anchor=False)
st.subheader(as_text(findings.headline(review)), anchor=False)

if asked and review.families:
    with st.container(border=True):
        st.caption(as_text(findings.left(review, store.skipped_of(review.people))))
        st.subheader(as_text(asked["sender"]), anchor=False)
        st.caption(as_text(findings.seen(asked)))
        for number, choice in enumerate(asked["choices"], start=1):
            st.button(
                as_text(findings.choice(review, choice)),
                key=f"choice {number}",
                on_click=store.settle,
                args=(asked, findings.answer_of(choice), choice["family"], choice["guardian"]),
                shortcut=str(number),
                width="stretch",
            )
            st.caption(as_text(findings.because(choice)))
        st.selectbox(
            "A family of the class",
            list(review.families),
            index=None,
            format_func=review.families.__getitem__,
            placeholder="Choose by the child’s name",
            key="another family",
            on_change=store.settle_as_chosen,
            args=(asked, "another family"),
        )
        with st.container(horizontal=True):
            st.button("Nobody on the roster", on_click=store.settle, args=(asked, "nobody"), shortcut="N")
            st.button("A member of staff", on_click=store.settle, args=(asked, "staff"), shortcut="T")
            st.button("Skip", on_click=store.skip, args=(asked,), shortcut="S")
if store.steps():
    st.button("Undo", on_click=store.undo, shortcut="U", icon=":material/undo:")

if store.loaded().decisions.height:
    st.markdown(as_text(findings.kept(store.loaded().decisions)))
    with st.container(horizontal=True):
        st.download_button(
            "Download people.csv",
            store.people_csv(),
            "people.csv",
            "text/csv",
            on_click="ignore",
            icon=":material/download:",
        )
        if store.can_keep():
            st.button(
                "Keep it in the folder",
                on_click=store.keep,
                args=("people.csv", store.people_csv()),
                icon=":material/save:",
            )
    for said in store.kept():
        st.caption(as_text(said))

st.header("How each sender was linked", anchor=False)
st.markdown(as_text(findings.linked(review)))
st.dataframe(
    findings.links(review), hide_index=True, placeholder="–", alt="Senders, with the family each was linked to and how"
)
if review.people.height and review.families:
    st.selectbox(
        "Is one of them wrong?",
        store.askable(review.people),
        index=None,
        format_func=findings.named,
        placeholder="Choose a sender to look at again",
        key="look at",
    )
st.caption(findings.CAUTION)
