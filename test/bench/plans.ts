import { enquiries } from './board.ts';
import type { Bot } from './bots.ts';
import { drive, fire } from './load.ts';
import { people } from './people.ts';
import type { Plan, Side } from './rounds.ts';
import type { Setting } from './setting.ts';
import { decisionSteps, type StartedDraft } from './teams-shots.ts';

/** What is measured against what. The yardstick is always the framework saying back what it was told. */

const until = async (holds: () => boolean, what: string): Promise<void> => {
  const end = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** How many turns of each kind were really taken, to be held against the store afterwards. */
export type Done = { started: number; recorded: number; stepped: number };

export const makePlans = ({ world, teams, slack }: Setting, bare: Bot, sharewell: Bot) => {
  const done: Done = { started: 0, recorded: 0, stepped: 0 };
  const teamsEcho: Side = { bot: bare, shots: () => teams.echo };
  const ready: StartedDraft[] = [];

  const typed: Plan = {
    name: 'teams.typed',
    turns: 800,
    prepare: async () => teams.renewTokens(),
    bare: teamsEcho,
    sharewell: {
      bot: sharewell,
      shots: () => teams.urgent([]),
      settled: async (turns) => {
        done.started += turns;
      },
    },
  };

  const question: Plan = {
    name: 'teams.question',
    turns: 800,
    prepare: async () => teams.renewTokens(),
    bare: teamsEcho,
    sharewell: { bot: sharewell, shots: () => teams.question },
  };

  const startDrafts = async (turns: number): Promise<void> => {
    teams.renewTokens();
    ready.length = 0;
    await drive(world, sharewell.port, turns, teams.urgent(ready));
    done.started += turns;
    Object.assign(world.counts, { rewrites: 0, notices: 0 });
  };
  /** Presses that follow each other on one message may be one rewriting, where the machine is slow. */
  const rewritten = async (turns: number, messages = turns): Promise<void> => {
    let [seen, since] = [-1, performance.now()];
    const areAll = (): boolean => {
      const { rewrites } = world.counts;
      if (rewrites !== seen) [seen, since] = [rewrites, performance.now()];
      return rewrites >= turns || (rewrites >= messages && performance.now() - since > 500);
    };
    await until(areAll, 'the messages to be rewritten');
  };

  // The yardstick of an invoke is an echo that goes out through the connector: the least that any bot does.
  const invoke: Plan = {
    name: 'teams.invoke',
    turns: 800,
    prepare: startDrafts,
    bare: teamsEcho,
    sharewell: {
      bot: sharewell,
      shots: () => (i) => teams.step(ready[i] as StartedDraft),
      settled: async (turns) => {
        done.stepped += turns;
        await rewritten(turns);
      },
    },
  };

  const record: Plan = {
    name: 'teams.record',
    turns: 800,
    prepare: startDrafts,
    bare: teamsEcho,
    sharewell: {
      bot: sharewell,
      shots: () => (i) => teams.handIn(ready[i] as StartedDraft),
      settled: async (turns) => {
        done.recorded += turns;
        await rewritten(turns);
        await until(() => world.counts.notices >= turns, 'the manager to be told');
      },
    },
  };

  // An ordinary step in the middle of a decision: what would be shared is handed in, the next question comes.
  const middle = 3;
  const begun: StartedDraft[] = [];
  const decisionStep: Plan = {
    name: 'decision.step',
    turns: 400,
    prepare: async (turns) => {
      teams.renewTokens();
      begun.length = 0;
      await drive(world, sharewell.port, turns, (i) =>
        teams.decision(i, middle, (draft) => begun.push(draft)),
      );
      done.started += turns;
      done.stepped += turns * middle;
      await rewritten(turns * middle, turns);
      Object.assign(world.counts, { rewrites: 0, notices: 0 });
    },
    bare: teamsEcho,
    sharewell: {
      bot: sharewell,
      shots: () => (i) => teams.decisionStep(begun[i] as StartedDraft, middle),
      settled: async (turns) => {
        done.stepped += turns;
        await rewritten(turns);
      },
    },
  };

  // From the word that starts it to the stored record; the yardstick says as many things back.
  const decisionWhole: Plan = {
    name: 'decision.whole',
    turns: 120,
    prepare: async () => {
      teams.renewTokens();
      Object.assign(world.counts, { rewrites: 0, notices: 0 });
    },
    bare: { bot: bare, shots: () => teams.echoes(decisionSteps.length + 1) },
    sharewell: {
      bot: sharewell,
      shots: () => (i) => teams.decision(i, decisionSteps.length),
      settled: async (turns) => {
        done.started += turns;
        done.recorded += turns;
        await rewritten(turns * decisionSteps.length, turns);
      },
    },
  };

  // Everybody answers for their agency on another enquiry; each board in the channel is rewritten once.
  const answers: StartedDraft[] = [];
  let posted = false;
  const board: Plan = {
    name: 'board.update',
    turns: enquiries,
    prepare: async (turns) => {
      teams.renewTokens();
      // Before the first round only: each round counts its own.
      if (!posted) await until(() => world.counts.boards >= enquiries, 'the boards to be posted');
      posted = true;
      answers.length = 0;
      await drive(world, sharewell.port, turns, teams.openAnswer(answers));
      await rewritten(turns);
      Object.assign(world.counts, { rewrites: 0, notices: 0, boards: 0 });
    },
    bare: teamsEcho,
    sharewell: {
      bot: sharewell,
      shots: () => (i) => teams.giveAnswer(answers[i] as StartedDraft),
      settled: async (turns) => {
        await rewritten(turns);
        await until(() => world.counts.boards >= turns, 'the boards to be rewritten');
        if (world.counts.boards > turns) throw new Error(`${world.counts.boards} calls for ${turns} answers`);
      },
    },
  };

  const button: Plan = {
    name: 'slack.button',
    turns: 800,
    bare: { bot: bare, shots: () => slack.echo },
    sharewell: { bot: sharewell, shots: () => slack.press },
  };

  const setUp = async (): Promise<void> => {
    teams.renewTokens();
    await fire(world, sharewell.port, teams.managerSaysHello());
    for (const person of people)
      for (const shot of slack.begin(person)) await fire(world, sharewell.port, shot());
    // Each left a record, and the draft of its completion.
    done.started += 2 * people.length;
    done.recorded += people.length;
    await until(() => world.counts.notices >= people.length, 'the manager to be told');
  };
  return {
    plans: [typed, question, invoke, decisionStep, decisionWhole, record, board, button],
    setUp,
    done,
  };
};
