"""What a database complains of, without its words: they may repeat what somebody wrote."""


def named(error: Exception) -> str:
    """The class of an error and, as far as the database says one, its name for the cause.

    Such as `OperationalError SQLITE_FULL` or `OperationalError AdminShutdown`.
    """
    cause, kind = error.__cause__, type(error).__name__
    code = getattr(cause, "sqlite_errorname", "") or type(cause or error).__name__
    return kind if code == kind else f"{kind} {code}"
