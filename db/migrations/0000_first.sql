CREATE TABLE "crossing" (
	"gate_id" text NOT NULL,
	"crossing_id" uuid NOT NULL,
	"direction" text,
	"kind" text,
	"goods_class" text,
	"stage" text DEFAULT 'declared' NOT NULL,
	"stage_since" bigint,
	"plate" text,
	"plate_key" text,
	"trailer_key" text,
	"firm_id" text,
	"firm_name" text,
	"goods_name" text,
	"process_id" text,
	"process_version" bigint,
	"declared_at" bigint,
	"planned_arrival_at" bigint,
	"arrived_at" bigint,
	"ended_kind" text,
	"ended_at" bigint,
	"held_since" bigint,
	"waiting_on" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"flags" text[] DEFAULT '{}' NOT NULL,
	"last_event_at" bigint,
	"state" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"first_position" bigint DEFAULT 0 NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "crossing_pk" PRIMARY KEY("gate_id","crossing_id")
);
--> statement-breakpoint
CREATE TABLE "crossing_key" (
	"gate_id" text NOT NULL,
	"crossing_id" uuid NOT NULL,
	"key" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "crossing_key_pk" PRIMARY KEY("gate_id","crossing_id")
);
--> statement-breakpoint
CREATE TABLE "device" (
	"gate_id" text NOT NULL,
	"device_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"checkpoint" text NOT NULL,
	"agency" text NOT NULL,
	"public_key" text,
	"enrolled_by" text,
	"enrolled_at" bigint NOT NULL,
	"revoked_at" bigint,
	"ack_seq" bigint DEFAULT 0 NOT NULL,
	"ack_hash" text,
	"max_seq" bigint DEFAULT 0 NOT NULL,
	"hlc" text,
	"head_seq" bigint DEFAULT 0 NOT NULL,
	"last_seen_at" bigint,
	"clock_offset_ms" double precision,
	CONSTRAINT "device_pk" PRIMARY KEY("gate_id","device_id")
);
--> statement-breakpoint
CREATE TABLE "device_quarantine" (
	"gate_id" text NOT NULL,
	"device_id" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"raw_hash" text NOT NULL,
	"code" text NOT NULL,
	"raw" text NOT NULL,
	"received_at" bigint NOT NULL,
	CONSTRAINT "device_quarantine_pk" PRIMARY KEY("gate_id","device_id","seq","raw_hash")
);
--> statement-breakpoint
CREATE TABLE "event" (
	"gate_id" text NOT NULL,
	"position" bigint NOT NULL,
	"device" uuid NOT NULL,
	"seq" bigint NOT NULL,
	"id" uuid NOT NULL,
	"hlc" text NOT NULL,
	"type" text NOT NULL,
	"crossing_id" uuid,
	"pass_id" text,
	"hash" text NOT NULL,
	"recorded_at" bigint NOT NULL,
	"gate_prev" text,
	"gate_hash" text NOT NULL,
	"event" jsonb NOT NULL,
	CONSTRAINT "event_pk" PRIMARY KEY("gate_id","position")
);
--> statement-breakpoint
CREATE TABLE "gate_head" (
	"gate_id" text NOT NULL,
	"position" bigint DEFAULT 0 NOT NULL,
	"change" bigint DEFAULT 0 NOT NULL,
	"chain_hash" text,
	"hlc" text,
	CONSTRAINT "gate_head_pk" PRIMARY KEY("gate_id")
);
--> statement-breakpoint
CREATE TABLE "incident" (
	"gate_id" text NOT NULL,
	"id" text NOT NULL,
	"origin" text NOT NULL,
	"kind" text NOT NULL,
	"severity" text NOT NULL,
	"crossing_id" uuid,
	"at" bigint NOT NULL,
	"resolved_at" bigint,
	"withdrawn_at" bigint,
	"incident" jsonb NOT NULL,
	"change" bigint NOT NULL,
	CONSTRAINT "incident_pk" PRIMARY KEY("gate_id","id")
);
--> statement-breakpoint
CREATE TABLE "pass" (
	"gate_id" text NOT NULL,
	"pass_id" text NOT NULL,
	"crossing_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"status" text NOT NULL,
	"token" text NOT NULL,
	"not_after" bigint NOT NULL,
	"process_id" text NOT NULL,
	"process_version" integer NOT NULL,
	"goods_name" text NOT NULL,
	"gross_weight_kg" double precision,
	"firm_name" text NOT NULL,
	"ended_at" bigint,
	"change" bigint NOT NULL,
	CONSTRAINT "pass_pk" PRIMARY KEY("gate_id","pass_id")
);
--> statement-breakpoint
CREATE TABLE "pass_token" (
	"gate_id" text NOT NULL,
	"pass_id" text NOT NULL,
	"revision" integer NOT NULL,
	"crossing_id" uuid NOT NULL,
	"token" text NOT NULL,
	"not_before" bigint NOT NULL,
	"not_after" bigint NOT NULL,
	CONSTRAINT "pass_token_pk" PRIMARY KEY("gate_id","pass_id","revision")
);
--> statement-breakpoint
CREATE TABLE "process" (
	"gate_id" text NOT NULL,
	"process_id" text NOT NULL,
	"version" integer NOT NULL,
	"document" jsonb NOT NULL,
	"change" bigint NOT NULL,
	CONSTRAINT "process_pk" PRIMARY KEY("gate_id","process_id","version")
);
--> statement-breakpoint
CREATE TABLE "signed_document" (
	"gate_id" text NOT NULL,
	"kind" text NOT NULL,
	"version" integer NOT NULL,
	"signer" text NOT NULL,
	"payload" text NOT NULL,
	"signature" text NOT NULL,
	"issued_at" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"change" bigint NOT NULL,
	CONSTRAINT "signed_document_pk" PRIMARY KEY("gate_id","kind","version")
);
--> statement-breakpoint
CREATE INDEX "crossing_live" ON "crossing" USING btree ("gate_id","direction","stage") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "crossing_live_first" ON "crossing" USING btree ("gate_id","first_position") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "crossing_ended" ON "crossing" USING btree ("gate_id","ended_at") WHERE ended_at is not null;--> statement-breakpoint
CREATE INDEX "crossing_plate" ON "crossing" USING btree ("gate_id","plate_key");--> statement-breakpoint
CREATE INDEX "crossing_firm" ON "crossing" USING btree ("gate_id","firm_id","declared_at");--> statement-breakpoint
CREATE INDEX "crossing_declared" ON "crossing" USING btree ("gate_id","declared_at");--> statement-breakpoint
CREATE UNIQUE INDEX "device_one_centre" ON "device" USING btree ("gate_id") WHERE kind = 'centre';--> statement-breakpoint
CREATE UNIQUE INDEX "event_id" ON "event" USING btree ("gate_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "event_device_seq" ON "event" USING btree ("gate_id","device","seq","hash");--> statement-breakpoint
CREATE INDEX "event_crossing" ON "event" USING btree ("gate_id","crossing_id","position") WHERE crossing_id is not null;--> statement-breakpoint
CREATE INDEX "event_of_gate" ON "event" USING btree ("gate_id","type","position") WHERE crossing_id is null;--> statement-breakpoint
CREATE INDEX "event_resolution" ON "event" USING btree ("gate_id",(event -> 'body' ->> 'incident')) WHERE type = 'incident.resolved';--> statement-breakpoint
CREATE INDEX "incident_change" ON "incident" USING btree ("gate_id","change");--> statement-breakpoint
CREATE INDEX "incident_crossing" ON "incident" USING btree ("gate_id","crossing_id");--> statement-breakpoint
CREATE INDEX "incident_open" ON "incident" USING btree ("gate_id","at") WHERE resolved_at is null and withdrawn_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "pass_change" ON "pass" USING btree ("gate_id","change");--> statement-breakpoint
CREATE INDEX "pass_crossing" ON "pass" USING btree ("gate_id","crossing_id");--> statement-breakpoint
CREATE INDEX "pass_revoked" ON "pass" USING btree ("gate_id","not_after") WHERE status = 'revoked';--> statement-breakpoint
CREATE INDEX "pass_token_crossing" ON "pass_token" USING btree ("gate_id","crossing_id");--> statement-breakpoint
CREATE UNIQUE INDEX "process_change" ON "process" USING btree ("gate_id","change");--> statement-breakpoint
CREATE UNIQUE INDEX "signed_document_change" ON "signed_document" USING btree ("gate_id","change");