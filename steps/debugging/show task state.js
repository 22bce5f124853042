// Shows the whole task, wherever `debug: true` is put into the data.
// In the debugger: it asks for one field only, loses against everybody, and so sees what all the others have left.
export const condition = {
  debug: true,
};

export const content = async () => {
  console.log('Task', task.id(), 'came from', data.$via?.type ?? 'a person');
  console.log(JSON.stringify(data, null, 2));
  task.visualize({ type: 'data', name: 'Task state', data });
  data.debugged = { at: new Date().toISOString(), keys: Object.keys(data).sort() };
};
