/** How many records wait to be verified, for the navigation. */
import { activities } from '../api/activities';
import { ApiError } from '../api/http';

class QueueCount {
  current: number | null = $state(null);

  async load(): Promise<void> {
    try {
      this.current = (await activities.list({ state: 'submitted', limit: 1 })).matched;
    } catch (error) {
      // The number is a courtesy; the pages say what is wrong.
      if (!(error instanceof ApiError)) throw error;
    }
  }
}

export const queueCount = new QueueCount();
