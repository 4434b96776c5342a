export { migrateWorkflow, type Migrated } from './migrate';
export { hasChanges, KINDS, lineOf, textOf, type Kind, type Note, type Report } from './report';
