"""A tab on a running Schoolgate without a browser: what the server tells it."""

import socket
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

PATIENCE = 300  # seconds, on a machine that is busy with other tests


def told(address: str, page: str = "") -> list[ForwardMsg]:
    """Everything that a tab is told of that page, as a browser asks for it, up to the end of its run."""
    asked = BackMsg()
    asked.rerun_script.page_name = page
    messages: list[ForwardMsg] = []
    with connect(f"ws://{urlsplit(address).netloc}/_stcore/stream", subprotocols=["streamlit"], max_size=None) as tab:  # pyright: ignore[reportArgumentType]
        tab.send(asked.SerializeToString())
        while "script_finished" not in kinds(messages):
            messages.append(ForwardMsg.FromString(tab.recv(timeout=PATIENCE)))  # pyright: ignore[reportArgumentType]
    return messages


def kinds(messages: list[ForwardMsg]) -> set[str | None]:
    return {message.WhichOneof("type") for message in messages}


def elements(messages: list[ForwardMsg]) -> list[Element]:
    """What the page shows."""
    return [message.delta.new_element for message in messages if message.delta.HasField("new_element")]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
