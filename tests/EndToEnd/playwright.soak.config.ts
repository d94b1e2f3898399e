import stories from './playwright.config';

/** What takes too long for every run: ./kpanda soak terminal */
export default { ...stories, testDir: './soak', testMatch: '*.soak.ts', outputDir: './test-results/soak' };
