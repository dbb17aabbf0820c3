PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE runs (
	id INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	started DATETIME NOT NULL, 
	finished DATETIME, 
	state VARCHAR NOT NULL, 
	articles INTEGER NOT NULL, 
	extracted INTEGER, 
	unchanged INTEGER, 
	failed INTEGER, 
	PRIMARY KEY (id)
);
INSERT INTO runs VALUES(1,'articles 2025-11-01 10:00:00','2025-11-01 10:00:00','2025-11-01 10:00:00','finished',2,2,0,1);
CREATE TABLE articles (
	id VARCHAR(64) NOT NULL, 
	source_file VARCHAR NOT NULL, 
	title TEXT, 
	doi VARCHAR, 
	first_author VARCHAR, 
	year INTEGER, 
	reader VARCHAR NOT NULL, 
	cases INTEGER NOT NULL, 
	unlinked INTEGER NOT NULL, 
	fingerprint VARCHAR(64) NOT NULL, 
	run INTEGER NOT NULL, 
	PRIMARY KEY (id, source_file)
);
INSERT INTO articles VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','one.md',NULL,NULL,NULL,NULL,'text',1,0,'d3ef9a20430dadbb0eb1b907b406660fb5c7d7f7006ef1f5d8a9df4b14bc8b30',1);
INSERT INTO articles VALUES('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','two.md',NULL,NULL,NULL,NULL,'text',1,0,'5958382691acb4021698eac3ab50ad893691d00838f3e8b584e949eef7aaaee9',1);
CREATE TABLE records (
	fingerprint VARCHAR(64) NOT NULL, 
	article_id VARCHAR(64) NOT NULL, 
	source_file VARCHAR NOT NULL, 
	record TEXT NOT NULL, 
	PRIMARY KEY (fingerprint)
);
INSERT INTO records VALUES('d3ef9a20430dadbb0eb1b907b406660fb5c7d7f7006ef1f5d8a9df4b14bc8b30','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','one.md','{"id":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","article":{"source_file":"one.md","title":null,"doi":null,"pmid":null,"pmcid":null,"first_author":null,"journal":null,"year":null,"article_type":null},"reader":"text","cases":[{"label":"Case 1","also_called":[],"origin":"own","citation":null,"evidence":[],"sex":"female","sex_evidence":[],"age_years":null,"age_also":[],"age_evidence":[],"ck":[{"printed":"words","evidence":[{"start":0,"end":5,"quote":"words","page":null,"box":null,"table":null,"row":null,"column":null}],"rule":"rule","value":5000.0,"low":null,"high":null,"comparator":"=","unit":"U/L","ref_low":null,"ref_high":null,"phase":null,"time":null,"loinc":null,"ucum":null}],"antibodies":[],"cmas":[],"drugs":[],"labs":[]}],"cohort":[],"unlinked":[],"findings":[],"warnings":[],"cross_checks":[],"versions":{"program":"1","rules":"1","vocabulary":"1","document_schema":"2"}}');
INSERT INTO records VALUES('5958382691acb4021698eac3ab50ad893691d00838f3e8b584e949eef7aaaee9','bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','two.md','{"id":"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb","article":{"source_file":"two.md","title":null,"doi":null,"pmid":null,"pmcid":null,"first_author":null,"journal":null,"year":null,"article_type":null},"reader":"text","cases":[{"label":"Case 1","also_called":[],"origin":"own","citation":null,"evidence":[],"sex":"male","sex_evidence":[],"age_years":null,"age_also":[],"age_evidence":[],"ck":[],"antibodies":[],"cmas":[],"drugs":[],"labs":[]}],"cohort":[],"unlinked":[],"findings":[],"warnings":[],"cross_checks":[],"versions":{"program":"1","rules":"1","vocabulary":"1","document_schema":"2"}}');
CREATE TABLE facts (
	article_id VARCHAR(64) NOT NULL, 
	source_file VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	case_label VARCHAR, 
	origin VARCHAR, 
	field VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	printed TEXT, 
	value FLOAT, 
	low FLOAT, 
	high FLOAT, 
	comparator VARCHAR, 
	unit VARCHAR, 
	phase VARCHAR, 
	result VARCHAR, 
	status VARCHAR, 
	route VARCHAR, 
	quote TEXT, 
	start_offset INTEGER, 
	end_offset INTEGER, 
	rule VARCHAR, 
	PRIMARY KEY (article_id, source_file, position)
);
INSERT INTO facts VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','one.md',0,'Case 1','own','sex','female',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO facts VALUES('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','one.md',1,'Case 1','own','ck','CK','words',5000.0,NULL,NULL,'=','U/L',NULL,NULL,NULL,NULL,'words',0,5,'rule');
INSERT INTO facts VALUES('bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb','two.md',0,'Case 1','own','sex','male',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE cross_checks (
	article_id VARCHAR(64) NOT NULL, 
	source_file VARCHAR NOT NULL, 
	of_article_id VARCHAR(64) NOT NULL, 
	of_source_file VARCHAR NOT NULL, 
	agreed INTEGER NOT NULL, 
	different INTEGER NOT NULL, 
	PRIMARY KEY (article_id, source_file)
);
CREATE TABLE failures (
	run INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	source_file VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (run, position)
);
INSERT INTO failures VALUES(1,0,'bad.txt','empty','the file is empty');
CREATE TABLE scores (
	run INTEGER NOT NULL, 
	level VARCHAR NOT NULL, 
	field VARCHAR NOT NULL, 
	precision FLOAT, 
	recall FLOAT, 
	f1 FLOAT, 
	support INTEGER NOT NULL, 
	low FLOAT, 
	high FLOAT, 
	PRIMARY KEY (run, level, field)
);
INSERT INTO scores VALUES(1,'patient','sex',1.0,1.0,1.0,1,1.0,1.0);
INSERT INTO scores VALUES(1,'document','sex',1.0,1.0,1.0,1,1.0,1.0);
CREATE INDEX facts_by_name ON facts (field, name);
COMMIT;
