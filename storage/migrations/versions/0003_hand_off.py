"""What requests need to reach the right place: routing, consent, history, outbox, throttled codes."""

from typing import Any

import sqlalchemy as sa
from alembic import op

import storage.base

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# Until now a request was a finished need that stayed where it was stored.
FILL = """
    UPDATE requests SET kind = 'need', urgency = 'normal', organisation = 'default', team = '', team_reason = '',
        contact_messages = '[]', copy_wanted = :no
"""
FIRST_EVENTS = """
    INSERT INTO request_events (request_id, kind, actor, at, content, source_message, blanked)
    SELECT id, 'created', 'visitor', created_at, '{}', submitted_by, :no FROM requests
"""
CHECKS = {
    "known_status": "status IN ('new', 'withdrawn', 'erased')",
    "known_kind": "kind IN ('need', 'escalation')",
    "known_urgency": "urgency IN ('normal', 'high')",
    "known_escalation_reason": "escalation_reason IN ('anger', 'fallbacks', 'wish')",
    "escalations_have_a_reason": "(kind = 'escalation') = (escalation_reason IS NOT NULL)",
    "has_a_contact": (
        "contact_email IS NOT NULL OR contact_phone IS NOT NULL OR kind = 'escalation' OR status = 'erased'"
    ),
    "contact_needs_consent": (
        "(consent_version IS NOT NULL AND consent_given_at IS NOT NULL) OR (contact_email IS NULL AND "
        "contact_phone IS NULL AND contact_name IS NULL AND contact_company IS NULL)"
    ),
    "copy_needs_an_address": "NOT copy_wanted OR contact_email IS NOT NULL",
}
NEW_COLUMNS: tuple[tuple[str, sa.types.TypeEngine[Any], bool], ...] = (
    ("kind", sa.String(length=20), False),
    ("escalation_reason", sa.String(length=20), True),
    ("urgency", sa.String(length=20), False),
    ("organisation", sa.String(length=80), False),
    ("team", sa.String(), False),
    ("team_reason", sa.String(), False),
    ("respond_by", storage.base.Moment(timezone=True), True),
    ("contact_company", sa.String(), True),
    ("contact_messages", sa.JSON(), False),
    ("copy_wanted", sa.Boolean(), False),
)


def upgrade() -> None:
    with op.batch_alter_table("requests") as batch_op:
        for name, kind, _ in NEW_COLUMNS:
            batch_op.add_column(sa.Column(name, kind, nullable=True))
    op.execute(sa.text(FILL).bindparams(no=False))
    with op.batch_alter_table("requests") as batch_op:
        for name, kind, nullable in NEW_COLUMNS:
            if not nullable:
                batch_op.alter_column(name, existing_type=kind, nullable=False)
        batch_op.alter_column("consent_version", existing_type=sa.String(length=20), nullable=True)
        batch_op.alter_column("consent_given_at", existing_type=storage.base.Moment(timezone=True), nullable=True)
        for name in ("known_status", "has_a_contact"):
            batch_op.drop_constraint(batch_op.f(f"ck_requests_{name}"), type_="check")
        for name, condition in CHECKS.items():
            batch_op.create_check_constraint(batch_op.f(f"ck_requests_{name}"), condition)
    _create_events()
    _create_outbox()
    op.create_table(
        "code_attempts",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("last_wrong_at", storage.base.Moment(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_code_attempts")),
    )


def _create_events() -> None:
    op.create_table(
        "request_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("actor", sa.String(length=10), nullable=False),
        sa.Column("at", storage.base.Moment(timezone=True), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("source_message", sa.String(length=64), nullable=True),
        sa.Column("blanked", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('created', 'notified', 'not_delivered', 'information_added', 'withdrawn', 'exported', 'erased')",
            name=op.f("ck_request_events_known_kind"),
        ),
        sa.CheckConstraint("actor IN ('visitor', 'service')", name=op.f("ck_request_events_known_actor")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_request_events_request_id_requests"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_events")),
        sa.UniqueConstraint("request_id", "kind", "source_message", name=op.f("uq_request_events_request_id")),
    )
    op.create_index(op.f("ix_request_events_request_id"), "request_events", ["request_id"])
    op.execute(sa.text(FIRST_EVENTS).bindparams(no=False))


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=36), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("organisation", sa.String(length=80), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", storage.base.Moment(timezone=True), nullable=False),
        sa.Column("claim", sa.String(length=36), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("created_at", storage.base.Moment(timezone=True), nullable=False),
        sa.Column("finished_at", storage.base.Moment(timezone=True), nullable=True),
        sa.CheckConstraint(
            "purpose IN ('created', 'information_added', 'withdrawn', 'erased', 'visitor_copy')",
            name=op.f("ck_outbox_known_purpose"),
        ),
        sa.CheckConstraint("state IN ('waiting', 'sent', 'dead', 'cancelled')", name=op.f("ck_outbox_known_state")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name=op.f("fk_outbox_request_id_requests"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(op.f("ix_outbox_request_id"), "outbox", ["request_id"])
    op.create_index(op.f("ix_outbox_state"), "outbox", ["state", "due_at"])


def downgrade() -> None:
    """Only while no request needs what is taken away: the constraints refuse escalations and withdrawn requests."""
    op.drop_table("code_attempts")
    op.drop_table("outbox")
    op.drop_table("request_events")
    with op.batch_alter_table("requests") as batch_op:
        for name in CHECKS:
            batch_op.drop_constraint(batch_op.f(f"ck_requests_{name}"), type_="check")
        for name, _, _ in NEW_COLUMNS:
            batch_op.drop_column(name)
        batch_op.alter_column("consent_version", existing_type=sa.String(length=20), nullable=False)
        batch_op.alter_column("consent_given_at", existing_type=storage.base.Moment(timezone=True), nullable=False)
        batch_op.create_check_constraint(batch_op.f("ck_requests_known_status"), "status IN ('new')")
        batch_op.create_check_constraint(
            batch_op.f("ck_requests_has_a_contact"), "contact_email IS NOT NULL OR contact_phone IS NOT NULL"
        )
