export { batchVideo } from './batchVideo';
export { clipping } from './clipping';
export { consentedLook } from './consentedLook';
export { lipsync } from './lipsync';
export { look } from './look';
export { photoGeneration } from './photoGeneration';
export { translation } from './translation';
export { video } from './video';
