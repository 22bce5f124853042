// Asks the courier every four hours where the parcel is, until it is at the door.
// In the debugger: a polling loop of `step.redo()` and sleep; a day passes on the task's clock while you press space.
export const condition = {
  parcel: {
    tracking: String,
    status: /^(booked|in transit|out for delivery)$/,
  },
};

export const content = async () => {
  const { parcel } = data;
  await connectors.utils.sleep({ milliseconds: 4 * 60 * 60 * 1000 });
  const { status } = await connectors.courier.track({ tracking: parcel.tracking });
  parcel.status = status;
  parcel.journey ??= [];
  parcel.journey.push({ status, at: new Date().toISOString() });
  step.redo();
};
