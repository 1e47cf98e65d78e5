ALTER TABLE "filing" ALTER COLUMN "filed_by" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "firm_name" ON "firm" USING btree ("name");--> statement-breakpoint
CREATE UNIQUE INDEX "firm_name_alone" ON "firm" USING btree ("name") WHERE tax_code is null;