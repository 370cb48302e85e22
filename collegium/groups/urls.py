"""Addresses."""

from django.urls import path

from collegium.groups.views import (
    board,
    composing,
    facilitators,
    handwork,
    inside,
    leaving,
    pairs,
    participants,
    pool,
    programmes,
    rather_not,
    record,
    runs,
    watching,
)

app_name = "groups"

urlpatterns = [
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/new/", programmes.new_programme, name="new_programme"),
    path("programmes/<uuid:programme_id>/", programmes.programme, name="programme"),
    path("programmes/<uuid:programme_id>/edit/", programmes.edit_programme, name="edit_programme"),
    path(
        "programmes/<uuid:programme_id>/participants/",
        participants.participants,
        name="participants",
    ),
    path("programmes/<uuid:programme_id>/choose/", participants.choose, name="choose"),
    path("programmes/<uuid:programme_id>/pairs/", pairs.pairs, name="pairs"),
    path(
        "programmes/<uuid:programme_id>/pairs/<uuid:rule_id>/forget/",
        pairs.forget_pair,
        name="forget_pair",
    ),
    path(
        "programmes/<uuid:programme_id>/facilitators/",
        facilitators.facilitators,
        name="facilitators",
    ),
    path("programmes/<uuid:programme_id>/compose/", composing.compose, name="compose"),
    path("programmes/<uuid:programme_id>/compose/<uuid:run_id>/", runs.run, name="run"),
    path(
        "programmes/<uuid:programme_id>/compose/<uuid:run_id>/stop/", runs.stop_run, name="stop_run"
    ),
    path("programmes/<uuid:programme_id>/board/", board.board, name="board"),
    path(
        "programmes/<uuid:programme_id>/board/move/<uuid:person_id>/",
        board.move,
        name="move",
    ),
    path("programmes/<uuid:programme_id>/board/<int:number>/", board.describe, name="describe"),
    path("programmes/<uuid:programme_id>/board/<int:number>/shape/", board.shape, name="shape"),
    path(
        "programmes/<uuid:programme_id>/board/<int:number>/repair/", handwork.repair, name="repair"
    ),
    path(
        "programmes/<uuid:programme_id>/board/prices/<uuid:person_id>/",
        handwork.prices,
        name="prices",
    ),
    path("programmes/<uuid:programme_id>/board/why/<uuid:person_id>/", handwork.why, name="why"),
    path("programmes/<uuid:programme_id>/board/change/", handwork.change, name="change"),
    path("programmes/<uuid:programme_id>/board/undo/<uuid:change_id>/", handwork.undo, name="undo"),
    path("programmes/<uuid:programme_id>/board/pin/", handwork.pin, name="pin"),
    path("programmes/<uuid:programme_id>/board/place/", board.place, name="place"),
    path(
        "programmes/<uuid:programme_id>/board/take-out/<uuid:person_id>/",
        leaving.take_out,
        name="take_out",
    ),
    path(
        "programmes/<uuid:programme_id>/notices/<uuid:notice_id>/",
        watching.notice,
        name="notice",
    ),
    path("just-in-time/", pool.pool, name="pool"),
    path("just-in-time/raise/", pool.raise_one, name="raise"),
    path("just-in-time/asked/", pool.asked, name="asked"),
    path("me/groups/<uuid:member_id>/leave/", leaving.leave, name="leave"),
    path("organisation/record/", record.record, name="record"),
    path("organisation/record/file/", record.record_file, name="record_file"),
    path("me/record/", record.own_record, name="own_record"),
    path("groups/<uuid:group_id>/record/", record.done_here, name="done_here"),
    path("me/rather-not/", rather_not.rather_not, name="rather_not"),
    path("groups/<uuid:group_id>/agreements/", inside.agreements, name="agreements"),
    path("groups/<uuid:group_id>/members/<uuid:member_id>/vouch/", inside.vouch, name="vouch"),
    path("groups/<uuid:group_id>/agreements/<uuid:agreement_id>/sign/", inside.sign, name="sign"),
]
