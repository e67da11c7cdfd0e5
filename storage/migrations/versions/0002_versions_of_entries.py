"""Versions of entries, what their files said when they were last compared, and synonyms among the terms."""

import sqlalchemy as sa
from alembic import op

import storage.base

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# Until now every entry came from the files, and nobody could change it in the store.
FIRST_VERSIONS = """
    INSERT INTO entry_versions (entry_id, number, changed_at, changed_by, change, body, digest)
    SELECT id, 1, updated_at, 'import', 'imported', body, digest FROM entries
"""
# The row that all writers lock exists from now on, so that two first imports wait for each other, too.
STORE_VERSION = "INSERT INTO store_version (id, version) SELECT 1, 0 WHERE NOT EXISTS (SELECT 1 FROM store_version)"


def upgrade() -> None:
    with op.batch_alter_table("entries") as batch_op:
        batch_op.add_column(sa.Column("imported_digest", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("revision", sa.Integer(), nullable=True))
    op.execute("UPDATE entries SET revision = 1, imported_digest = digest")
    with op.batch_alter_table("entries") as batch_op:
        batch_op.alter_column("revision", existing_type=sa.Integer(), nullable=False)
        batch_op.create_check_constraint(batch_op.f("ck_entries_revision"), "revision >= 1")
    # After the change of entries: SQLite copies that table, which nothing may refer to while it does.
    op.create_table(
        "entry_versions",
        sa.Column("entry_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed_at", storage.base.Moment(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=80), nullable=False),
        sa.Column("change", sa.String(length=20), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.CheckConstraint(
            "change IN ('created', 'imported', 'edited', 'restored', 'published', 'withdrawn', 'retired')",
            name=op.f("ck_entry_versions_change"),
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["entries.id"], name=op.f("fk_entry_versions_entry_id_entries")),
        sa.PrimaryKeyConstraint("entry_id", "number", name=op.f("pk_entry_versions")),
    )
    with op.batch_alter_table("terms") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_terms_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_terms_kind"), "kind IN ('topic', 'sector', 'goal', 'synonym')")
    op.execute(FIRST_VERSIONS)
    op.execute(STORE_VERSION)


def downgrade() -> None:
    op.execute("DELETE FROM terms WHERE kind = 'synonym'")
    with op.batch_alter_table("terms") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_terms_kind"), type_="check")
        batch_op.create_check_constraint(batch_op.f("ck_terms_kind"), "kind IN ('topic', 'sector', 'goal')")
    op.drop_table("entry_versions")
    with op.batch_alter_table("entries") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_entries_revision"), type_="check")
        batch_op.drop_column("revision")
        batch_op.drop_column("imported_digest")
