import { createConnectionType } from '../common/connection.type.ts';
import { Delivery } from './delivery.entity.ts';

export const DeliveryConnection = createConnectionType(Delivery, 'Delivery', 'messages');
export type DeliveryConnection = InstanceType<typeof DeliveryConnection>;
