import type { Resource } from '../../run/operation';
import { rotateSecret } from './rotateSecret';

export const webhook: Resource = { name: 'Webhook', value: 'webhook', operations: [rotateSecret] };
