"""What is wrong with a command line, in one plain sentence. Imported at once, so it imports next to nothing."""

import re

from typer.exceptions import TyperException

# What typer says in English about a command line, as patterns.
_USAGE = (
    (r"^No such option:? '?([^' ]+?)'?\.?( .*)?$", r"没有选项 \1"),
    (r"^No such command '(.*)'.*$", r"没有命令 \1"),
    (r"^Got unexpected extra arguments? ?(?:\(s\) )?\((.*)\)$", r"多余的参数 \1"),
    (r"^Option '(.*)' requires an argument.*$", r"选项 \1 后面要有值"),
    (r"^Invalid value for (.*?): ", r"\1 的值无效："),
    (r"^Invalid value: ", ""),
    (r"Input should be greater than or equal to (\S+)", r"应不小于 \1"),
    (r"Input should be less than or equal to (\S+)", r"应不大于 \1"),
    (r"Input should be a valid integer.*", "应为整数"),
)


def usage_sentence(error: TyperException) -> str:
    """A usage error in one plain sentence."""
    context = getattr(error, "ctx", None)
    parameter = getattr(error, "param", None)
    message = error.format_message()
    if type(error).__name__ == "MissingParameter" and parameter is not None:
        message = f"缺少 {parameter.make_metavar(context) if parameter.metavar is None else parameter.metavar}"
    for english, chinese in _USAGE:
        message = re.sub(english, chinese, message)
    return f"用法不对：{message.rstrip('。.')}。见 {context.command_path if context else 'ipqa'} --help。"


def failure_sentence(error: Exception) -> str:
    """An error that nobody expected in one plain sentence."""
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        return f"无法读写{where}：{error.strerror or error}。"
    return f"程序内部出错（{type(error).__name__}：{error}）。"
