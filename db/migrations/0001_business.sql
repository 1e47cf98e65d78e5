CREATE TABLE "account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"person_id" uuid NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp with time zone,
	"refresh_token_expires_at" timestamp with time zone,
	"scope" text,
	"password_hash" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "firm" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"tax_code" text,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "firm_tax_code_unique" UNIQUE("tax_code")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"role" text NOT NULL,
	"gate_id" text,
	"agency" text,
	"firm_id" uuid,
	CONSTRAINT "person_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token" text NOT NULL,
	"person_id" uuid NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "sign_in_rate" (
	"id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "sign_in_rate_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" uuid PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "draft" (
	"firm_id" uuid NOT NULL,
	"draft_id" uuid NOT NULL,
	"source" text NOT NULL,
	"sheet_row" text,
	"sealed" text NOT NULL,
	"saved_at" bigint NOT NULL,
	CONSTRAINT "draft_pk" PRIMARY KEY("firm_id","draft_id")
);
--> statement-breakpoint
CREATE TABLE "filing" (
	"firm_id" uuid NOT NULL,
	"client_key" uuid NOT NULL,
	"content_hash" text NOT NULL,
	"gate_id" text NOT NULL,
	"crossing_id" uuid NOT NULL,
	"filed_by" uuid NOT NULL,
	"filed_at" bigint NOT NULL,
	CONSTRAINT "filing_pk" PRIMARY KEY("firm_id","client_key")
);
--> statement-breakpoint
CREATE TABLE "vehicle_claim" (
	"plate" text NOT NULL,
	"direction" text NOT NULL,
	"gate_id" text NOT NULL,
	"crossing_id" uuid NOT NULL,
	CONSTRAINT "vehicle_claim_pk" PRIMARY KEY("plate","direction")
);
--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person" ADD CONSTRAINT "person_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "draft" ADD CONSTRAINT "draft_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "filing" ADD CONSTRAINT "filing_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "account_person" ON "account" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "draft_newest" ON "draft" USING btree ("firm_id","saved_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "filing_newest" ON "filing" USING btree ("firm_id","filed_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "filing_crossing" ON "filing" USING btree ("gate_id","crossing_id");