CREATE TABLE "passkey" (
	"passkey_id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" text NOT NULL,
	"counter" bigint NOT NULL,
	"transports" jsonb NOT NULL,
	"user_agent" text,
	"created_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "passkey_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "firm_invitation" (
	"invitation_id" uuid PRIMARY KEY NOT NULL,
	"firm_id" uuid NOT NULL,
	"contact" text NOT NULL,
	"role" text NOT NULL,
	"token_hash" text NOT NULL,
	"invited_by" uuid NOT NULL,
	"invited_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_at" bigint,
	"withdrawn_at" bigint,
	CONSTRAINT "firm_invitation_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "member_change" (
	"change_id" uuid PRIMARY KEY NOT NULL,
	"firm_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"before" text,
	"after" text,
	"by_person_id" uuid NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "one_time_code" (
	"request_id" uuid PRIMARY KEY NOT NULL,
	"purpose" text NOT NULL,
	"contact" text NOT NULL,
	"code_hash" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"expires_at" bigint NOT NULL,
	"registration" jsonb
);
--> statement-breakpoint
ALTER TABLE "person" ALTER COLUMN "email" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "passkey" ADD CONSTRAINT "passkey_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firm_invitation" ADD CONSTRAINT "firm_invitation_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "firm_invitation" ADD CONSTRAINT "firm_invitation_invited_by_person_id_fk" FOREIGN KEY ("invited_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_change" ADD CONSTRAINT "member_change_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_change" ADD CONSTRAINT "member_change_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member_change" ADD CONSTRAINT "member_change_by_person_id_person_id_fk" FOREIGN KEY ("by_person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkey_person" ON "passkey" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "firm_invitation_firm" ON "firm_invitation" USING btree ("firm_id");--> statement-breakpoint
CREATE INDEX "member_change_firm" ON "member_change" USING btree ("firm_id","at");--> statement-breakpoint
CREATE INDEX "one_time_code_expires" ON "one_time_code" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "person_firm" ON "person" USING btree ("firm_id");--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_phone_unique" UNIQUE("phone");--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_contact" CHECK (email is not null or phone is not null);--> statement-breakpoint
-- Row policies hold for the owner of the tables as well, who is not always a superuser.
SELECT set_config('app.purpose', 'sign-in', true);--> statement-breakpoint
-- Until now a firm's people were all declarants: the first of each becomes its owner.
UPDATE "person" SET "role" = 'owner' WHERE "id" IN (SELECT DISTINCT ON ("firm_id") "id" FROM "person" WHERE "role" = 'declarant' AND "firm_id" IS NOT NULL AND "disabled_at" IS NULL ORDER BY "firm_id", "created_at", "id");
