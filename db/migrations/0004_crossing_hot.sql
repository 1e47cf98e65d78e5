DROP INDEX "crossing_customs";--> statement-breakpoint
ALTER TABLE "crossing" ADD COLUMN "customs_declaration" text;--> statement-breakpoint
-- The owner sees its own rows; the policies are set again after every migration.
ALTER TABLE "crossing" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "crossing" SET "customs_declaration" = "state" -> 'binding' ->> 'customsDeclaration';--> statement-breakpoint
CREATE INDEX "crossing_customs" ON "crossing" USING btree ("gate_id","customs_declaration") WHERE ended_at is null;--> statement-breakpoint
-- Room for the next version of a row beside it: most facts change a vehicle's state and none of what its indexes hold.
ALTER TABLE "crossing" SET (fillfactor = 60);
