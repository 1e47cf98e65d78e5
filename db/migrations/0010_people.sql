CREATE TABLE "person_change" (
	"change_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"reason" text NOT NULL,
	"by_person_id" uuid NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "officer_ended" (
	"gate_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"ended_at" bigint NOT NULL,
	CONSTRAINT "officer_ended_pk" PRIMARY KEY("gate_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "must_change_password" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_change" ADD CONSTRAINT "person_change_by_person_id_person_id_fk" FOREIGN KEY ("by_person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "person_change_person" ON "person_change" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "person_change_at" ON "person_change" USING btree ("at");