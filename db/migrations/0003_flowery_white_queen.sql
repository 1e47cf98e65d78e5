CREATE TABLE "enrolment_code" (
	"gate_id" text NOT NULL,
	"secret_hash" text NOT NULL,
	"name" text NOT NULL,
	"checkpoint" text NOT NULL,
	"agency" text NOT NULL,
	"made_by" text NOT NULL,
	"made_at" bigint NOT NULL,
	"expires_at" bigint NOT NULL,
	"used_by" uuid,
	"used_at" bigint,
	CONSTRAINT "enrolment_code_pk" PRIMARY KEY("gate_id","secret_hash")
);
