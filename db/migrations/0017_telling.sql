CREATE TABLE "pass_push" (
	"gate_id" text NOT NULL,
	"subscription_id" uuid NOT NULL,
	"pass_id" text NOT NULL,
	"revision" integer NOT NULL,
	"crossing_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"locale" text NOT NULL,
	"made_at" bigint NOT NULL,
	CONSTRAINT "pass_push_pk" PRIMARY KEY("gate_id","subscription_id")
);
--> statement-breakpoint
CREATE TABLE "person_push" (
	"subscription_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"endpoint" text NOT NULL,
	"p256dh" text NOT NULL,
	"auth" text NOT NULL,
	"user_agent" text,
	"made_at" bigint NOT NULL,
	CONSTRAINT "person_push_endpoint_unique" UNIQUE("endpoint")
);
--> statement-breakpoint
CREATE TABLE "person_telling" (
	"person_id" uuid PRIMARY KEY NOT NULL,
	"preference" jsonb NOT NULL,
	"changed_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "telling" (
	"gate_id" text NOT NULL,
	"telling_id" uuid NOT NULL,
	"fact" text NOT NULL,
	"kind" text NOT NULL,
	"crossing_id" uuid NOT NULL,
	"about" text NOT NULL,
	"at" bigint NOT NULL,
	"values" jsonb NOT NULL,
	CONSTRAINT "telling_pk" PRIMARY KEY("gate_id","telling_id")
);
--> statement-breakpoint
CREATE TABLE "telling_cursor" (
	"gate_id" text NOT NULL,
	"position" bigint NOT NULL,
	"since" bigint NOT NULL,
	CONSTRAINT "telling_cursor_pk" PRIMARY KEY("gate_id")
);
--> statement-breakpoint
CREATE TABLE "telling_message" (
	"gate_id" text NOT NULL,
	"message_id" uuid NOT NULL,
	"telling_id" uuid NOT NULL,
	"crossing_id" uuid NOT NULL,
	"recipient" text NOT NULL,
	"channel" text NOT NULL,
	"target" text NOT NULL,
	"state" text NOT NULL,
	"made_at" bigint NOT NULL,
	"due_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"next_at" bigint NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"sent_at" bigint,
	"delivered_at" bigint,
	"opened_at" bigint,
	"fault" text,
	CONSTRAINT "telling_message_pk" PRIMARY KEY("gate_id","message_id")
);
--> statement-breakpoint
CREATE TABLE "thread_message" (
	"gate_id" text NOT NULL,
	"message_id" uuid NOT NULL,
	"crossing_id" uuid NOT NULL,
	"subject" text NOT NULL,
	"from_side" text NOT NULL,
	"by" text NOT NULL,
	"agency" text,
	"at" bigint NOT NULL,
	"phrase" text,
	"sealed" text,
	"locale" text NOT NULL,
	CONSTRAINT "thread_message_pk" PRIMARY KEY("gate_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "person_push" ADD CONSTRAINT "person_push_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_telling" ADD CONSTRAINT "person_telling_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "pass_push_once" ON "pass_push" USING btree ("gate_id","pass_id","endpoint");--> statement-breakpoint
CREATE INDEX "pass_push_crossing" ON "pass_push" USING btree ("gate_id","crossing_id");--> statement-breakpoint
CREATE INDEX "person_push_person" ON "person_push" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "telling_fact" ON "telling" USING btree ("gate_id","fact");--> statement-breakpoint
CREATE INDEX "telling_crossing" ON "telling" USING btree ("gate_id","crossing_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "telling_message_once" ON "telling_message" USING btree ("gate_id","telling_id","recipient","channel","target");--> statement-breakpoint
CREATE INDEX "telling_message_work" ON "telling_message" USING btree ("next_at") WHERE state in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "telling_message_crossing" ON "telling_message" USING btree ("gate_id","crossing_id");--> statement-breakpoint
CREATE INDEX "telling_message_inbox" ON "telling_message" USING btree ("recipient","made_at") WHERE channel = 'inbox';--> statement-breakpoint
CREATE INDEX "thread_message_crossing" ON "thread_message" USING btree ("gate_id","crossing_id");--> statement-breakpoint
CREATE INDEX "thread_message_at" ON "thread_message" USING btree ("gate_id","at");