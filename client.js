module.exports = require('./build/client/index.js');
