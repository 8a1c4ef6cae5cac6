"""The words of alerts about the evidence: what is wrong and what to do, in both languages."""

from typing import Any


def broken_lines(body: dict[str, Any]) -> list[str]:
    """What is said of facts that are not as they were sealed."""
    more = body["findings"] - len(body["listed"])
    return [
        "已入账并封存的事实现在不是原来的样子：",
        "",
        *(f"{each['log']['zh']}：{each['said']['zh']}" for each in body["listed"]),
        *([f"……另有 {more} 处"] if more else []),
        "",
        "请保留现场：不要修补数据库，停掉写入，另存一份备份。",
        "用库外留存的检查点核验，它指出改了哪一栏、原来是什么：",
        "mingzhang verify --since 检查点文件",
        "",
        "Facts that were posted and sealed are not what they were:",
        "",
        *(f"{each['log']['en']}: {each['said']['en']}" for each in body["listed"]),
        *([f"... and {more} more"] if more else []),
        "",
        "Keep everything as it is: mend nothing in the database, stop writing, save a copy.",
        "Verify by a checkpoint kept elsewhere, which names the column and what stood in it:",
        "mingzhang verify --since FILE",
    ]


def late_lines(body: dict[str, Any]) -> list[str]:
    """What is said of a witness that is late."""
    name, days, last, since = body["witness"], body["days"], body["signed_at"], body["since"]
    when_zh = f"上次是 {last}" if last else f"{since} 登记以来还没有会签过"
    when_en = f"it did last on {last}" if last else f"since {since}, when taken on, it never did"
    return [
        f"见证单位 {name} 应每 {days} 天会签一次，{when_zh}。",
        "没有会签，有人改写整个数据库并重新封存就看不出来。请运行",
        f"mingzhang checkpoint export 文件 --witness {name}",
        "把文件送去会签，收回后运行 mingzhang checkpoint import。",
        "不再会签的，用 mingzhang witness dismiss 取消。",
        "",
        f"The witness {name} should countersign every {days} days; {when_en}.",
        "Without that nobody sees that the whole database was rewritten and sealed anew. Run",
        f"mingzhang checkpoint export FILE --witness {name}",
        "and send the file to be countersigned; what comes back: mingzhang checkpoint import.",
        "A witness that no longer signs is dismissed by mingzhang witness dismiss.",
    ]


EVIDENCE = {"evidence_broken": broken_lines, "witness_late": late_lines}
