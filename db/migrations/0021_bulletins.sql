CREATE TABLE "neighbour_bulletin" (
	"gate_id" text NOT NULL,
	"source" text NOT NULL,
	"number" integer NOT NULL,
	"bulletin" jsonb NOT NULL,
	"way" text NOT NULL,
	"at" bigint NOT NULL,
	"by" text,
	CONSTRAINT "neighbour_bulletin_pk" PRIMARY KEY("gate_id","source","number")
);
