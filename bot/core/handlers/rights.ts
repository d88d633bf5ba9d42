import { rightsPaper } from '../../../dialogs/complaint/rights.ts';
import { command } from '../present/buttons.ts';
import { messageReply } from '../present/message.ts';
import { type Handler, tell } from '../scene.ts';

/** What people are told of their rights and how to complain, as the policy pack has it today: to read out or hand over. */
export const rights: Handler = {
  right: 'help',
  decide: (scene) => {
    const { words } = scene;
    const paper = rightsPaper(scene.context('')).map(({ key, params }) => words(key, params));
    return tell(
      messageReply(words, 'complaint.rights', {
        lead: [words('complaint.rights.lead'), ...paper],
        buttons: [command(words, 'complaint'), command(words, 'help')],
      }),
    );
  },
};
