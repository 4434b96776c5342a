import axios from 'axios';
import type { AxiosInstance } from 'axios';
import type { OperationId } from './contract';
import type { Delivery, EmitRequest, FaultRule, FaultState, Metrics, RecordedRequest } from './protocol';
import type { Settings, SettingsPatch } from './settings';
import type { StateView } from './state';
import type { Schemas } from './types';

/** A `renderMs` that no test outlasts: jobs end when {@link SimulatorControl.finishJobs} says so. */
export const UNTIL_FINISHED = 3_600_000;

/** The control API of a running simulator, from the outside. Every call throws the simulator's own reason. */
export class SimulatorControl {
	private readonly http: AxiosInstance;

	/** @param url the simulator's API address, e.g. `http://127.0.0.1:8089` */
	constructor(url: string) {
		this.http = axios.create({
			baseURL: `${url}/_simulator`,
			proxy: false,
			maxContentLength: Number.POSITIVE_INFINITY,
		});
		this.http.interceptors.response.use(undefined, (error: unknown) => {
			if (axios.isAxiosError<{ error?: string }>(error) && error.response?.data.error) {
				throw new Error(error.response.data.error);
			}
			throw error;
		});
	}

	async state(): Promise<StateView> {
		return (await this.http.get<StateView>('/state')).data;
	}

	async settings(): Promise<Settings> {
		return (await this.http.get<Settings>('/settings')).data;
	}

	/** Changes settings at once; jobs under way keep their time. */
	async set(patch: SettingsPatch): Promise<Settings> {
		return (await this.http.patch<Settings>('/settings', patch)).data;
	}

	/** The latest requests, oldest first (`logSize` at most). */
	async requests(
		filter: { operationId?: OperationId; host?: 'api' | 'files' } = {},
	): Promise<RecordedRequest[]> {
		return (await this.http.get<{ requests: RecordedRequest[] }>('/requests', { params: filter })).data
			.requests;
	}

	/** Empties the request log, the metrics' counters and the peaks. */
	async clearRequests(): Promise<void> {
		await this.http.delete('/requests');
	}

	async metrics(): Promise<Metrics> {
		return (await this.http.get<Metrics>('/metrics')).data;
	}

	async addFault(rule: FaultRule): Promise<FaultState> {
		return (await this.http.post<FaultState>('/faults', rule)).data;
	}

	async faults(): Promise<FaultState[]> {
		return (await this.http.get<{ faults: FaultState[] }>('/faults')).data.faults;
	}

	/** Removes one rule, or all. */
	async clearFaults(id?: string): Promise<void> {
		await this.http.delete(id === undefined ? '/faults' : `/faults/${encodeURIComponent(id)}`);
	}

	/** Lets events happen. Answers their ids; deliveries go out in the background. */
	async emit(event: EmitRequest): Promise<string[]> {
		return (await this.http.post<{ eventIds: string[] }>('/events', event)).data.eventIds;
	}

	/** Delivers an event of the history again, under its old id. */
	async redeliver(eventId: string, copies = 1): Promise<void> {
		await this.http.post(`/events/${encodeURIComponent(eventId)}/redeliver`, { copies });
	}

	async deliveries(
		filter: { eventId?: string; endpointId?: string; kind?: Delivery['kind'] } = {},
	): Promise<Delivery[]> {
		return (await this.http.get<{ deliveries: Delivery[] }>('/deliveries', { params: filter })).data
			.deliveries;
	}

	/** Disables or enables a webhook endpoint, as HeyGen does after too many failures. */
	async setEndpointStatus(endpointId: string, status: 'enabled' | 'disabled'): Promise<void> {
		await this.http.patch(`/endpoints/${encodeURIComponent(endpointId)}`, { status });
	}

	/** Brings all that is under way to its end now. */
	async finishJobs(): Promise<void> {
		await this.http.post('/jobs/finish');
	}

	/** Ends all OAuth access tokens; answers how many there were. */
	async expireTokens(): Promise<number> {
		return (await this.http.post<{ expired: number }>('/tokens/expire')).data.expired;
	}

	/** Gives the consent of the person in a digital twin's footage. */
	async approveConsent(groupId: string): Promise<Schemas['AvatarGroup']> {
		return (await this.http.post<Schemas['AvatarGroup']>(`/consents/${encodeURIComponent(groupId)}/approve`))
			.data;
	}

	/** Back to the beginning: seed data, first settings, no faults, empty logs. */
	async reset(): Promise<void> {
		await this.http.post('/reset');
	}
}
