CREATE TABLE "bank_credit" (
	"bank_id" text PRIMARY KEY NOT NULL,
	"amount" bigint NOT NULL,
	"words" text NOT NULL,
	"booked_at" bigint NOT NULL,
	"heard_at" bigint NOT NULL,
	"for_gate" text,
	"for_bill" uuid
);
--> statement-breakpoint
CREATE TABLE "fee_bill" (
	"gate_id" text NOT NULL,
	"bill_id" uuid NOT NULL,
	"crossing_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reference" text NOT NULL,
	"tariff" text NOT NULL,
	"lines" jsonb NOT NULL,
	"amount" bigint NOT NULL,
	"made_at" bigint NOT NULL,
	"voided_at" bigint,
	CONSTRAINT "fee_bill_pk" PRIMARY KEY("gate_id","bill_id")
);
--> statement-breakpoint
CREATE TABLE "fee_movement" (
	"gate_id" text NOT NULL,
	"movement_id" uuid NOT NULL,
	"crossing_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"amount" bigint NOT NULL,
	"via" text NOT NULL,
	"bill_id" uuid,
	"bank_id" text,
	"receipt" integer,
	"at" bigint NOT NULL,
	"by" text,
	"reason" text,
	CONSTRAINT "fee_movement_pk" PRIMARY KEY("gate_id","movement_id")
);
--> statement-breakpoint
CREATE TABLE "fee_refund" (
	"gate_id" text NOT NULL,
	"refund_id" uuid NOT NULL,
	"crossing_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"amount" bigint NOT NULL,
	"reason" text NOT NULL,
	"asked_by" text NOT NULL,
	"asked_at" bigint NOT NULL,
	"decided_by" text,
	"decided_at" bigint,
	"outcome" text,
	CONSTRAINT "fee_refund_pk" PRIMARY KEY("gate_id","refund_id")
);
--> statement-breakpoint
CREATE TABLE "firm_mark" (
	"mark_id" uuid PRIMARY KEY NOT NULL,
	"firm_id" uuid NOT NULL,
	"is_trusted" boolean NOT NULL,
	"reason" text NOT NULL,
	"by" text NOT NULL,
	"at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "firm_mark" ADD CONSTRAINT "firm_mark_firm_id_firm_id_fk" FOREIGN KEY ("firm_id") REFERENCES "public"."firm"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bank_credit_heard" ON "bank_credit" USING btree ("heard_at");--> statement-breakpoint
CREATE UNIQUE INDEX "fee_bill_reference" ON "fee_bill" USING btree ("reference");--> statement-breakpoint
CREATE INDEX "fee_bill_crossing" ON "fee_bill" USING btree ("gate_id","crossing_id");--> statement-breakpoint
CREATE UNIQUE INDEX "fee_movement_bank" ON "fee_movement" USING btree ("bank_id");--> statement-breakpoint
CREATE UNIQUE INDEX "fee_movement_receipt" ON "fee_movement" USING btree ("gate_id","receipt");--> statement-breakpoint
CREATE INDEX "fee_movement_crossing" ON "fee_movement" USING btree ("gate_id","crossing_id");--> statement-breakpoint
CREATE INDEX "fee_movement_at" ON "fee_movement" USING btree ("gate_id","at");--> statement-breakpoint
CREATE INDEX "fee_refund_crossing" ON "fee_refund" USING btree ("gate_id","crossing_id");--> statement-breakpoint
CREATE INDEX "firm_mark_newest" ON "firm_mark" USING btree ("firm_id","at" DESC NULLS LAST);