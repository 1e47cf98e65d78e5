CREATE TABLE "firm_answer" (
	"firm_id" uuid NOT NULL,
	"request_key" text NOT NULL,
	"crossing_id" uuid NOT NULL,
	"body_hash" text NOT NULL,
	"status" integer NOT NULL,
	"body" text NOT NULL,
	"answered_at" bigint NOT NULL,
	CONSTRAINT "firm_answer_pk" PRIMARY KEY("firm_id","request_key")
);
--> statement-breakpoint
CREATE TABLE "firm_key" (
	"firm_id" uuid NOT NULL,
	"key_id" uuid NOT NULL,
	"name" text NOT NULL,
	"secret_hash" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" bigint NOT NULL,
	"last_used_at" bigint,
	"revoked_at" bigint,
	"revoked_by" uuid,
	CONSTRAINT "firm_key_pk" PRIMARY KEY("firm_id","key_id")
);
--> statement-breakpoint
CREATE TABLE "sheet_column" (
	"firm_id" uuid NOT NULL,
	"header" text NOT NULL,
	"meaning" text NOT NULL,
	"said_at" bigint NOT NULL,
	CONSTRAINT "sheet_column_pk" PRIMARY KEY("firm_id","header")
);
--> statement-breakpoint
CREATE TABLE "sheet_import" (
	"firm_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"file_name" text NOT NULL,
	"file_hash" text NOT NULL,
	"state" text NOT NULL,
	"row_count" integer NOT NULL,
	"sealed_key" text NOT NULL,
	"made_by" uuid NOT NULL,
	"made_at" bigint NOT NULL,
	"done_at" bigint,
	"discarded_at" bigint,
	CONSTRAINT "sheet_import_pk" PRIMARY KEY("firm_id","import_id")
);
--> statement-breakpoint
CREATE TABLE "sheet_row" (
	"firm_id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"place" integer NOT NULL,
	"label" text NOT NULL,
	"client_key" uuid NOT NULL,
	"state" text NOT NULL,
	"sealed" text,
	"gate_id" text,
	"crossing_id" uuid,
	"changed_at" bigint NOT NULL,
	CONSTRAINT "sheet_row_pk" PRIMARY KEY("firm_id","import_id","place")
);
--> statement-breakpoint
CREATE TABLE "sheet_work" (
	"import_id" uuid NOT NULL,
	"firm_id" uuid NOT NULL,
	"next_at" bigint NOT NULL,
	CONSTRAINT "sheet_work_pk" PRIMARY KEY("import_id")
);
--> statement-breakpoint
ALTER TABLE "firm_key" ADD CONSTRAINT "firm_key_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sheet_import" ADD CONSTRAINT "sheet_import_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sheet_import_newest" ON "sheet_import" USING btree ("firm_id","made_at" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "sheet_import_arriving" ON "sheet_import" USING btree ("firm_id","file_hash") WHERE state = 'arriving' and discarded_at is null;--> statement-breakpoint
CREATE INDEX "sheet_row_state" ON "sheet_row" USING btree ("firm_id","import_id","state","place");--> statement-breakpoint
CREATE INDEX "sheet_work_next" ON "sheet_work" USING btree ("next_at");