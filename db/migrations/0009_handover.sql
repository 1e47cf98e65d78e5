CREATE TABLE "handover_note" (
	"gate_id" text NOT NULL,
	"note_id" uuid NOT NULL,
	"words" text NOT NULL,
	"written_by" text NOT NULL,
	"written_at" bigint NOT NULL,
	CONSTRAINT "handover_note_pk" PRIMARY KEY("gate_id","note_id")
);
--> statement-breakpoint
CREATE INDEX "handover_note_newest" ON "handover_note" USING btree ("gate_id","written_at" DESC NULLS LAST);