CREATE TABLE "neighbour_incident" (
	"gate_id" text NOT NULL,
	"incident_id" uuid NOT NULL,
	"code" text NOT NULL,
	"direction" text,
	"since" bigint NOT NULL,
	"by" text NOT NULL,
	"over_at" bigint,
	"over_by" text,
	CONSTRAINT "neighbour_incident_pk" PRIMARY KEY("gate_id","incident_id")
);
--> statement-breakpoint
CREATE TABLE "neighbour_mark" (
	"source" text NOT NULL,
	"epoch" integer NOT NULL,
	"sequence" bigint NOT NULL,
	CONSTRAINT "neighbour_mark_pk" PRIMARY KEY("source","epoch")
);
--> statement-breakpoint
CREATE INDEX "neighbour_outbox_stops" ON "neighbour_outbox" USING btree ("topic") WHERE event ->> 'type' in ('border.closure.v1', 'border.incident.v1');